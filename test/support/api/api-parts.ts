import { FakeBucket } from '../../../infra/local/fakes/bucket.ts'
import { onBuckets } from '../../../infra/local/fakes/s3.ts'
import { commandName, type SdkCommand, withSend } from '../../../infra/local/fakes/sdk.ts'
import type { TokenVerifier } from '../../../shared/access/ports.ts'
import { presigningClient, s3Client } from '../../../shared/platform/adapters/s3-client.ts'
import type { Clock } from '../../../shared/platform/time.ts'
import type { Claims } from './people.ts'

/**
 * How a command to the table fails: before it is done, or after, so that only its answer is lost; where the SDK then sends
 * it again, it is repeated.
 */
export type TableFault = (
  commandName: string,
) => { before: Error } | { after: Error } | 'repeated' | undefined

type SendsAnything = { send(...input: never[]): unknown }

/** The same client, of which each command may fail. */
export const failing = <Client extends SendsAnything>(client: Client, faultOf: TableFault): Client =>
  withSend(client, send => async (command: SdkCommand) => {
    const fault = faultOf(commandName(command))
    if (fault === 'repeated') await send(command)
    else if (fault && 'before' in fault) throw fault.before
    const answer = await send(command)
    if (fault && fault !== 'repeated') throw fault.after
    return answer
  })

const configuration = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
}

/** The real clients, since they sign upload URLs and checksums, on buckets in memory. */
export const s3Of = (clock: Clock, uploads: string, ledger: string) => ({
  s3: onBuckets(
    s3Client({ attempts: 1, milliseconds: 1000 }, configuration),
    new FakeBucket(uploads, clock),
    new FakeBucket(ledger, clock, undefined, { hasObjectLock: true }),
  ),
  presigning: async () => presigningClient(configuration),
})

/** A token of these tests is its claims, and nothing else. */
export const tokenOf = (claims: Claims): string => Buffer.from(JSON.stringify(claims)).toString('base64url')

/** Believes every token that can be read. */
export const trustingVerifier: TokenVerifier = {
  verify: async token => {
    try {
      return JSON.parse(Buffer.from(token, 'base64url').toString())
    } catch {
      return undefined
    }
  },
}
