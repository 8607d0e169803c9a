import {
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { PageStore } from '../ports.ts'

/** The bucket with versions from which the page is served. */
export const pageBucket = (client: Pick<S3Client, 'send'>, Bucket: string): PageStore => ({
  async put({ name, type, cacheControl, body }) {
    await client.send(
      new PutObjectCommand({
        Bucket,
        Key: name,
        ContentType: type,
        CacheControl: cacheControl,
        Body: body,
      }),
    )
  },
  async removeAll() {
    for (;;) {
      const { Versions = [], DeleteMarkers = [] } = await client.send(
        new ListObjectVersionsCommand({ Bucket }),
      )
      const left = [...Versions, ...DeleteMarkers]
      if (left.length === 0) return
      for (const { Key, VersionId } of left)
        await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }))
    }
  },
})
