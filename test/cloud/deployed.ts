/** What a test must know of the stage that was deployed, from the outputs of its stacks. */
export interface Deployed {
  /** Of the emulator: `https://127.0.0.1:<port>`; undefined on AWS. */
  readonly endpoint?: string
  /** Where the operator of the emulator works; undefined on AWS. */
  readonly folder?: string
  /** Where page and API are, and the stubs where there are any, without a slash at the end. */
  readonly frontUrl: string
  readonly issuerUrl: string | undefined
  readonly inspectorateUrl: string | undefined
  /** Name of the ledger's bucket. */
  readonly ledger: string
}

/** Told by scripts/test-cloud.ts. */
export const deployed = (): Deployed => JSON.parse(process.env.CLOUD ?? '{}')

export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>

/** By the file that `cdk deploy --outputs-file` wrote. */
export const deployedBy = (outputs: Outputs, stage: string): Omit<Deployed, 'endpoint' | 'folder'> => {
  const output = (stack: string, name: string) =>
    outputs[`doorlevering-${stage}${stack}`]?.[name]?.replace(/\/$/, '')
  return {
    frontUrl: output('', 'ApiUrl') ?? '',
    issuerUrl: output('-stubs', 'IssuerUrl'),
    inspectorateUrl: output('-stubs', 'InspectorateUrl'),
    ledger: output('-data', 'LedgerBucket') ?? '',
  }
}
