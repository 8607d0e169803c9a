import { Readable } from 'node:stream'
import type { PutObjectCommandInput } from '@aws-sdk/client-s3'
import type { S3Event } from 'aws-lambda'
import type { Instant } from '../../../../shared/platform/time.ts'
import { unsupported } from '../sdk.ts'

export interface StoredObject {
  readonly key: string
  readonly versionId: string
  readonly bytes: Buffer
  readonly eTag: string
  readonly storedAt: Instant
  readonly contentType: string | undefined
  readonly userMetadata: Record<string, string> | undefined
}

const CHUNK_BYTES = 64 * 1024

const readWhole = async (stream: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** The bytes that are put, in a buffer of the bucket's own. */
export const bytesOf = async (body: PutObjectCommandInput['Body']): Promise<Buffer> => {
  if (body === undefined) return Buffer.alloc(0)
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body)
  if (body instanceof Readable) return readWhole(body)
  throw unsupported('this kind of body')
}

export const headOf = ({ bytes, eTag, storedAt, contentType, userMetadata }: StoredObject) => ({
  ContentLength: bytes.length,
  ETag: eTag,
  LastModified: new Date(storedAt),
  ContentType: contentType ?? 'application/octet-stream',
  Metadata: { ...userMetadata },
})

const chunksOf = function* (bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES)
}

/** A stream as the SDK gives one in Node, which can be read at once too. */
export const bodyOf = (bytes: Buffer) =>
  Object.assign(Readable.from(chunksOf(bytes), { objectMode: false, highWaterMark: CHUNK_BYTES }), {
    transformToByteArray: async () => new Uint8Array(bytes),
    transformToString: async (encoding?: BufferEncoding) => bytes.toString(encoding),
  })

/** What the bucket tells a function of a new object. */
export const eventOf = (bucket: string, { key, bytes, eTag, storedAt }: StoredObject): S3Event => ({
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'eu-west-1',
      eventTime: storedAt,
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: 'local' },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: { 'x-amz-request-id': 'local', 'x-amz-id-2': 'local' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'local',
        bucket: { name: bucket, ownerIdentity: { principalId: 'local' }, arn: `arn:aws:s3:::${bucket}` },
        object: {
          // As in a form: encoded, with + for a space.
          key: encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/'),
          size: bytes.length,
          eTag: eTag.slice(1, -1),
          sequencer: '0',
        },
      },
    },
  ],
})
