import { S3Client } from '@aws-sdk/client-s3'
import { FakeBucket } from '../../../infra/local/fakes/bucket.ts'
import { commandName, type SdkCommand, withSend } from '../../../infra/local/fakes/sdk.ts'
import type { TokenVerifier } from '../../../shared/access/ports.ts'
import type { Clock } from '../../../shared/platform/time.ts'
import type { Claims } from './people.ts'

/** How a command to the table fails: before it is done, or after, so that only its answer is lost. */
export type TableFault = (commandName: string) => { before: Error } | { after: Error } | undefined

type SendsAnything = { send(...input: never[]): unknown }

/** The same client, of which each command may fail. */
export const failing = <Client extends SendsAnything>(client: Client, faultOf: TableFault): Client =>
  withSend(client, send => async (command: SdkCommand) => {
    const fault = faultOf(commandName(command))
    if (fault && 'before' in fault) throw fault.before
    const answer = await send(command)
    if (fault) throw fault.after
    return answer
  })

/** The real client, since it signs upload URLs, on buckets in memory. */
export const s3Of = (clock: Clock, ...names: readonly string[]): S3Client => {
  const stores = new Map(names.map(name => [name, new FakeBucket(name, clock)]))
  const client = new S3Client({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  })
  return withSend(client, () => async command => {
    const { Bucket = '' } = command.input as { Bucket?: string }
    const store = stores.get(Bucket)
    if (!store) throw new Error(`no bucket ${Bucket}`)
    return store.send(command)
  })
}

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
