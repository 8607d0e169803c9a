import type {
  ListObjectVersionsCommandInput,
  ListObjectVersionsCommandOutput,
  ObjectVersion,
  S3Client,
} from '@aws-sdk/client-s3'
import { commands } from '../../platform/adapters/objects.ts'
import { type Instant, instantFromMilliseconds } from '../../platform/time.ts'
import type { ImportKey, Uploads } from '../ports.ts'
import { importIdOf, UPLOADS, uploadKeyOf } from '../upload-key.ts'

/** Uploads in a bucket with versions: whoever uploads again to a URL puts a version over the first, which stays. */
export const s3Uploads = (client: Pick<S3Client, 'send'>, bucket: string): Uploads => {
  /** Of one object the newest comes first. */
  const versionsUnder = async (prefix: string): Promise<readonly ObjectVersion[]> => {
    const { ListObjectVersionsCommand } = await commands()
    const versions: ObjectVersion[] = []
    let from: Pick<ListObjectVersionsCommandInput, 'KeyMarker' | 'VersionIdMarker'> | undefined = {}
    while (from) {
      const list = new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...from })
      const page: ListObjectVersionsCommandOutput = await client.send(list)
      versions.push(...(page.Versions ?? []))
      from = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
        : undefined
    }
    return versions
  }
  const versionsOf = (key: ImportKey) => versionsUnder(uploadKeyOf(key))
  return {
    list: async () => {
      const first = new Map<string, Instant>()
      for (const { Key: key = '', LastModified: at } of await versionsUnder(UPLOADS)) {
        const importId = importIdOf(key)
        if (importId !== undefined && at) first.set(importId, instantFromMilliseconds(at.getTime()))
      }
      return [...first].map(([importId, uploadedAt]) => ({ importId, uploadedAt }))
    },
    find: async key => {
      const first = (await versionsOf(key)).at(-1)
      return first && { size: first.Size ?? 0, version: first.VersionId ?? '' }
    },
    read: async (key, version) => {
      const { GetObjectCommand } = await commands()
      const command = new GetObjectCommand({ Bucket: bucket, Key: uploadKeyOf(key), VersionId: version })
      const { Body } = await client.send(command)
      if (Body === undefined || !(Symbol.asyncIterator in Body))
        throw new Error(`No bytes in the upload of ${key.importId}`)
      return Body
    },
    remove: async key => {
      const { DeleteObjectCommand } = await commands()
      for (const { Key, VersionId } of await versionsOf(key))
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }))
    },
  }
}
