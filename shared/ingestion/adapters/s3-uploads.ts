import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ObjectVersion,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { instantFromMilliseconds, millisecondsOf, secondsAfter } from '../../platform/time.ts'
import type { ImportKey, Uploads } from '../ports.ts'
import { uploadKeyOf } from '../upload-key.ts'

const URL_LASTS_SECONDS = 3600

/**
 * Uploads in a bucket with versions: whoever uploads again to a URL puts a version over the first, which stays. The client is
 * made with `requestChecksumCalculation: 'WHEN_REQUIRED'`: by default the SDK signs the checksum of an empty body into the
 * URL, and no file can be uploaded to it.
 */
export const s3Uploads = (client: S3Client, bucket: string): Uploads => {
  const versionsOf = async (key: ImportKey): Promise<readonly ObjectVersion[]> => {
    // Of one object the newest comes first; more than a thousand nobody uploads within the hour.
    const list = new ListObjectVersionsCommand({ Bucket: bucket, Prefix: uploadKeyOf(key) })
    return (await client.send(list)).Versions ?? []
  }
  return {
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
      const first = (await versionsOf(key)).at(-1)
      return first && { size: first.Size ?? 0, version: first.VersionId ?? '' }
    },
    read: async (key, version) => {
      const command = new GetObjectCommand({ Bucket: bucket, Key: uploadKeyOf(key), VersionId: version })
      const { Body } = await client.send(command)
      if (Body === undefined || !(Symbol.asyncIterator in Body))
        throw new Error(`No bytes in the upload of ${key.importId}`)
      return Body
    },
    remove: async key => {
      for (const { Key, VersionId } of await versionsOf(key))
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }))
    },
  }
}
