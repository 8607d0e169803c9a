import type { S3Client } from '@aws-sdk/client-s3'
import { memoized } from '../memoized.ts'
import { TemporaryFault } from '../temporary-fault.ts'

/** Loaded with the first of them, as the client is; asking the loader each time costs more than the command. */
export const commands = memoized(() => import('./s3-client.ts'))

/**
 * Keeps JSON under a name of the bucket, once for ever; `taken` where there is something already. Throws
 * `TemporaryFault` where another is just writing it, and what S3 throws.
 */
export const keepObject = async (
  client: Pick<S3Client, 'send'>,
  bucket: string,
  name: string,
  bytes: Uint8Array,
): Promise<'kept' | 'taken'> => {
  const put = { Bucket: bucket, Key: name, Body: bytes, ContentType: 'application/json', IfNoneMatch: '*' }
  const { PutObjectCommand } = await commands()
  try {
    await client.send(new PutObjectCommand(put))
    return 'kept'
  } catch (error) {
    // S3's own words, for which the SDK has no classes.
    const says = error instanceof Error ? error.name : undefined
    if (says === 'PreconditionFailed') return 'taken'
    if (says === 'ConditionalRequestConflict')
      throw new TemporaryFault(`${name} is being written`, { cause: error })
    throw error
  }
}

/** The names that begin so, in order. */
export async function* namesIn(
  client: Pick<S3Client, 'send'>,
  bucket: string,
  prefix?: string,
): AsyncGenerator<string> {
  const { ListObjectsV2Command } = await commands()
  let from: string | undefined
  do {
    const list = { Bucket: bucket, Prefix: prefix, ContinuationToken: from }
    const page = await client.send(new ListObjectsV2Command(list))
    for (const { Key: name } of page.Contents ?? []) yield name!
    from = page.NextContinuationToken
  } while (from)
}

/** The bytes under a name; undefined where there are none, which S3 says only to who may list the bucket. */
export const readObject = async (
  client: Pick<S3Client, 'send'>,
  bucket: string,
  name: string,
): Promise<Uint8Array | undefined> => {
  const { GetObjectCommand, NoSuchKey } = await commands()
  try {
    const { Body: body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: name }))
    return await body?.transformToByteArray()
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined
    throw error
  }
}
