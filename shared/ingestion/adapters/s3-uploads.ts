import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { instantFromMilliseconds, millisecondsOf, secondsAfter } from '../../platform/time.ts'
import type { Uploads } from '../ports.ts'
import { uploadKeyOf } from '../upload-key.ts'

const URL_LASTS_SECONDS = 3600

/**
 * Uploads in a bucket. The client is made with `requestChecksumCalculation: 'WHEN_REQUIRED'`: by default
 * the SDK signs the checksum of an empty body into the URL, and no file can be uploaded to it.
 */
export const s3Uploads = (client: S3Client, bucket: string): Uploads => ({
  presign: async (key, now) => {
    // Signatures count in whole seconds.
    const signedAt = Math.floor(millisecondsOf(now) / 1000) * 1000
    const command = new PutObjectCommand({ Bucket: bucket, Key: uploadKeyOf(key) })
    const uploadUrl = await getSignedUrl(client, command, {
      signingDate: new Date(signedAt),
      expiresIn: URL_LASTS_SECONDS,
    })
    return { uploadUrl, expiresAt: secondsAfter(instantFromMilliseconds(signedAt), URL_LASTS_SECONDS) }
  },
  find: async key => {
    try {
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: uploadKeyOf(key) }))
      return { size: head.ContentLength ?? 0, version: head.ETag ?? '' }
    } catch (error) {
      if (error instanceof NotFound) return undefined
      throw error
    }
  },
  read: async (key, version) => {
    const command = new GetObjectCommand({ Bucket: bucket, Key: uploadKeyOf(key), IfMatch: version })
    const { Body } = await client.send(command)
    if (Body === undefined || !(Symbol.asyncIterator in Body))
      throw new Error(`No bytes in the upload of ${key.importId}`)
    return Body
  },
  remove: async key => {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: uploadKeyOf(key) }))
  },
})
