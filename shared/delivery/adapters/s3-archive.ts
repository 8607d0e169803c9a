import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { Archive } from '../ports.ts'

/**
 * The bytes of each delivery as an object `deliveries/<name>.json`. Throws what S3 throws; without `s3:ListBucket` that
 * is `AccessDenied` where there are no bytes to read.
 */
export const s3Archive = (client: Pick<S3Client, 'send'>, bucket: string): Archive => {
  const place = (name: string) => ({ Bucket: bucket, Key: `deliveries/${name}.json` })
  return {
    async keep(name, bytes) {
      const put = { ...place(name), Body: bytes, ContentType: 'application/json', IfNoneMatch: '*' }
      try {
        await client.send(new PutObjectCommand(put))
      } catch (error) {
        if (!isTaken(error)) throw error
      }
    },
    async read(name) {
      try {
        const { Body: body } = await client.send(new GetObjectCommand(place(name)))
        return await body?.transformToByteArray()
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined
        throw error
      }
    },
  }
}

/** There are bytes already: 412, for which the SDK has no class. With 409 another is still writing, and may fail. */
const isTaken = (error: unknown): boolean => error instanceof Error && error.name === 'PreconditionFailed'
