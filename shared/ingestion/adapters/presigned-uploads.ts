import type { S3Client } from '@aws-sdk/client-s3'
import { commands } from '../../platform/adapters/objects.ts'
import { TemporaryFault } from '../../platform/temporary-fault.ts'
import { instantFromMilliseconds, millisecondsOf, secondsAfter } from '../../platform/time.ts'
import type { UploadUrls } from '../ports.ts'
import { uploadKeyOf } from '../upload-key.ts'

const URL_LASTS_SECONDS = 3600

/**
 * URLs that take an upload, by a client that does nothing else (`presigningClient`). A URL ends with the session that
 * signed it: `expiresAt` is the earlier of the two. Throws `TemporaryFault` where the session has ended.
 */
export const presignedUploads = (load: () => Promise<S3Client>, bucket: string): UploadUrls => ({
  async presign(key, now) {
    const [client, { PutObjectCommand }, { getSignedUrl }] = await Promise.all([
      load(),
      commands(),
      import('@aws-sdk/s3-request-presigner'),
    ])
    // Signatures count in whole seconds.
    const signedAt = Math.floor(millisecondsOf(now) / 1000) * 1000
    const expiresIn = await secondsSigned(client, signedAt)
    if (expiresIn < 1) throw new TemporaryFault('the session that signs URLs has ended')
    const command = new PutObjectCommand({ Bucket: bucket, Key: uploadKeyOf(key) })
    const uploadUrl = await getSignedUrl(client, command, { signingDate: new Date(signedAt), expiresIn })
    return { uploadUrl, expiresAt: secondsAfter(instantFromMilliseconds(signedAt), expiresIn) }
  },
})

/** For how long what is signed at that moment (milliseconds) counts. A session that ends too soon is asked for anew. */
const secondsSigned = async ({ config }: S3Client, signedAt: number): Promise<number> => {
  const until = signedAt + URL_LASTS_SECONDS * 1000
  const endOf = async (forceRefresh: boolean) =>
    Math.min(until, (await config.credentials({ forceRefresh })).expiration?.getTime() ?? until)
  const end = await endOf(false)
  return Math.floor(((end < until ? await endOf(true) : end) - signedAt) / 1000)
}
