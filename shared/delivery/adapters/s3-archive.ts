import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { Archive } from '../ports.ts'

/**
 * The bytes of each delivery as an object `deliveries/<deliveryId>.json`. Needs `s3:ListBucket` to tell an object
 * that is not there from one it may not see. Throws what S3 throws.
 */
export const s3Archive = (client: Pick<S3Client, 'send'>, bucket: string): Archive => {
  const place = (deliveryId: string) => ({ Bucket: bucket, Key: `deliveries/${deliveryId}.json` })

  const read = async (deliveryId: string): Promise<Uint8Array | undefined> => {
    try {
      const { Body: body } = await client.send(new GetObjectCommand(place(deliveryId)))
      return await body?.transformToByteArray()
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined
      throw error
    }
  }

  const keep = async (deliveryId: string, bytes: Uint8Array): Promise<Uint8Array> => {
    try {
      await client.send(
        new PutObjectCommand({
          ...place(deliveryId),
          Body: bytes,
          ContentType: 'application/json',
          IfNoneMatch: '*',
        }),
      )
      return bytes
    } catch (error) {
      const kept = isTaken(error) ? await read(deliveryId) : undefined
      if (!kept) throw error
      return kept
    }
  }

  return { keep, read }
}

/** There are bytes already, or somebody is writing them right now. The SDK has no classes for these two. */
const isTaken = (error: unknown): boolean =>
  error instanceof Error && ['PreconditionFailed', 'ConditionalRequestConflict'].includes(error.name)
