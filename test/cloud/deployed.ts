/** What a test must know of what was deployed for it. */
export interface Deployed {
  /** Of the emulator: `https://127.0.0.1:<port>` */
  readonly endpoint: string
  /** Where the emulator serves the address of the output `ApiUrl`, without a slash at its end. */
  readonly apiUrl: string
  /** Name of the ledger's bucket. */
  readonly ledger: string
  /** A POST of claims here is answered with a token. */
  readonly tokensUrl: string
}

/** Told by scripts/test-cloud.ts. */
export const deployed = (): Deployed => JSON.parse(process.env.CLOUD ?? '{}')
