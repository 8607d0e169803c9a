import { type _Object, DeleteObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'
import { keepObject, readObject } from '../../shared/platform/adapters/objects.ts'
import { sha256Hex } from '../../shared/platform/canonical.ts'
import type { Clock, Instant } from '../../shared/platform/time.ts'
import type { Store } from '../store.ts'

interface Kept<Value> {
  readonly value: Value
  readonly until?: Instant
}

/** As many as fit in one answer of a function. */
const MOST = 100

/**
 * An object each, under a hash of its name, since many a name is a secret. Of all, the newest hundred are told. Throws what
 * S3 throws.
 */
export const s3Store = <Value>(
  client: Pick<S3Client, 'send'>,
  bucket: string,
  folder: string,
  clock: Clock,
): Store<Value> => {
  const keyOf = (name: string): string => `${folder}/${sha256Hex(name)}.json`
  const read = async (key: string): Promise<Value | undefined> => {
    const bytes = await readObject(client, bucket, key)
    if (!bytes) return undefined
    const { value, until }: Kept<Value> = JSON.parse(Buffer.from(bytes).toString())
    return !until || clock() < until ? value : undefined
  }
  const list = async (ContinuationToken?: string): Promise<readonly _Object[]> => {
    const asked = { Bucket: bucket, Prefix: `${folder}/`, ContinuationToken }
    const { Contents = [], NextContinuationToken: next } = await client.send(new ListObjectsV2Command(asked))
    return next ? [...Contents, ...(await list(next))] : Contents
  }
  return {
    add: async (name, value, until) => {
      const bytes = Buffer.from(JSON.stringify({ value, until }))
      return (await keepObject(client, bucket, keyOf(name), bytes)) === 'kept'
    },
    find: name => read(keyOf(name)),
    remove: async name => {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf(name) }))
    },
    all: async () => {
      const inOrder = [...(await list())].sort((a, b) => Number(a.LastModified) - Number(b.LastModified))
      const values = await Promise.all(inOrder.slice(-MOST).map(({ Key = '' }) => read(Key)))
      return values.filter(value => value !== undefined)
    },
  }
}
