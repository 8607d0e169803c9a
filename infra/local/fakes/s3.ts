import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { FakeBucket } from './bucket.ts'
import { type SdkCommand, serviceError, withSend } from './sdk.ts'

/** S3 with these buckets, in the place of what the client would send to. The client itself signs and adds checksums. */
export const onBuckets = (client: S3Client, ...buckets: readonly FakeBucket[]): S3Client =>
  withSend(client, () => async command => {
    const { Bucket } = command.input as { Bucket?: string }
    const bucket = buckets.find(({ name }) => name === Bucket)
    if (!bucket) throw new Error(`no bucket ${Bucket}`)
    if (bucket.hasObjectLock && command instanceof PutObjectCommand) await checkChecksum(client, command)
    return bucket.send(command)
  })

const checkChecksum = async (client: S3Client, command: PutObjectCommand): Promise<void> => {
  const names = Object.keys(await headersOf(client, command))
  if (names.some(name => /^(x-amz-checksum-|content-md5$)/i.test(name))) return
  const refused =
    'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters'
  throw serviceError('InvalidRequest', 400, refused)
}

/** The headers with which the client would send a command: it goes through all its steps but the signature. */
const headersOf = async (
  client: S3Client,
  command: SdkCommand & PutObjectCommand,
): Promise<Record<string, string>> => {
  let headers = {}
  const steps = client.middlewareStack.clone()
  steps.addRelativeTo(
    () => async (args: { request?: unknown }) => {
      headers = (args.request as { headers: Record<string, string> }).headers
      return { response: {}, output: { $metadata: {} } }
    },
    { name: 'notSending', relation: 'before', toMiddleware: 'awsAuthMiddleware' },
  )
  await command.resolveMiddleware(steps, client.config, {})({ input: command.input })
  return headers
}
