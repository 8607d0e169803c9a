import { Readable } from 'node:stream'
import type { PutObjectCommandInput } from '@aws-sdk/client-s3'
import type { S3Event } from 'aws-lambda'
import type { Instant } from '../../../../shared/platform/time.ts'
import { unsupported } from '../sdk.ts'

export interface StoredObject {
  readonly key: string
  readonly versionId: string
  readonly bytes: Buffer
  readonly storedAt: Instant
}

const CHUNK_BYTES = 64 * 1024

/** The bytes that are put, in a buffer of the bucket's own. */
export const bytesOf = (body: PutObjectCommandInput['Body'] = ''): Buffer => {
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body)
  throw unsupported('this kind of body')
}

const chunksOf = function* (bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES)
}

/** A stream as the SDK gives one in Node, which can be read at once too. */
export const bodyOf = (bytes: Buffer) =>
  Object.assign(Readable.from(chunksOf(bytes), { objectMode: false, highWaterMark: CHUNK_BYTES }), {
    transformToByteArray: async () => new Uint8Array(bytes),
  })

/** What a function is told of a new object: of S3's own event what the rule of EventBridge hands on. */
export const eventOf = (bucket: string, { key }: StoredObject): S3Event =>
  ({ Records: [{ s3: { bucket: { name: bucket }, object: { key } } }] }) as S3Event
