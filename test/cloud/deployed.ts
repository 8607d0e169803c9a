/** What a test must know of what was deployed for it. */
export interface Deployed {
  /** Of the emulator: `https://127.0.0.1:<port>` */
  readonly endpoint: string
  /** Stands for the address of the outputs `PageUrl` and `ApiUrl`, without a slash at its end. */
  readonly frontUrl: string
  /** Name of the ledger's bucket. */
  readonly ledger: string
  /** A POST of claims here is answered with a token. */
  readonly tokensUrl: string
}

/** Told by scripts/test-cloud.ts. */
export const deployed = (): Deployed => JSON.parse(process.env.CLOUD ?? '{}')
