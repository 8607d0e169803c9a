import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  NoSuchBucket,
  NoSuchKey,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { S3Event } from 'aws-lambda'
import { beforeEach, describe, expect, it } from 'vitest'
import { FakeBucket } from '../../../infra/local/fakes/bucket.ts'
import { clientOf } from '../../../infra/local/fakes/sdk.ts'
import { instantFrom } from '../../../shared/platform/time.ts'

const Bucket = 'things'
const start = instantFrom('2027-05-11T12:03:00Z')

describe('the fake bucket', () => {
  let events: S3Event[]
  let client: S3Client
  beforeEach(() => {
    events = []
    client = clientOf<S3Client>(
      new FakeBucket(
        Bucket,
        () => start,
        event => events.push(event),
      ),
    )
  })

  const put = (Key: string, Body: NonNullable<PutObjectCommandInput['Body']>, rest: object = {}) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body, ...rest }))
  const get = (Key: string, rest: object = {}) => client.send(new GetObjectCommand({ Bucket, Key, ...rest }))
  const textOf = async (key: string) => (await get(key)).Body?.transformToString()

  it('gives back what was put, as text, as bytes and as a stream', async () => {
    const { ETag } = await put('a', 'héllo', { ContentType: 'text/plain' })
    const found = await get('a')
    expect(found).toMatchObject({
      ContentLength: 6,
      ContentType: 'text/plain',
      ETag,
      LastModified: new Date(start),
    })
    expect(await textOf('a')).toBe('héllo')
    expect(await (await get('a')).Body?.transformToByteArray()).toEqual(new TextEncoder().encode('héllo'))
    expect(await buffer((await get('a')).Body as Readable)).toEqual(Buffer.from('héllo'))
  })

  it('streams a large object in pieces, byte for byte', async () => {
    const bytes = Buffer.alloc(1_000_001, 'abcdefghijk')
    await put('large', bytes)
    const chunks: Buffer[] = []
    for await (const chunk of (await get('large')).Body as Readable) chunks.push(chunk)
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true)
    expect(Math.max(...chunks.map(chunk => chunk.length))).toBe(64 * 1024)
  })

  it('does not follow bytes that are changed after they were put', async () => {
    const bytes = Buffer.from('before')
    await put('a', bytes)
    bytes.write('after!')
    expect(await textOf('a')).toBe('before')
  })

  it('puts over an object unless it is asked not to', async () => {
    await put('a', 'one')
    await put('a', 'two')
    await expect(put('a', 'three', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    })
    expect(await textOf('a')).toBe('two')
    await put('b', 'first', { IfNoneMatch: '*' })
    expect(await textOf('b')).toBe('first')
  })

  it('lets one of many racing first puts win', async () => {
    const puts = ['1', '2', '3'].map(body => put('race', body, { IfNoneMatch: '*' }))
    const outcomes = await Promise.allSettled(puts)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('keeps versions where it has them: each is read, listed, the newest first, and removed by itself', async () => {
    const kept = clientOf<S3Client>(new FakeBucket(Bucket, () => start, undefined, { hasVersions: true }))
    for (const [Key, Body] of [
      ['a', 'one'],
      ['a', 'three'],
      ['b', 'x'],
    ] as const)
      await kept.send(new PutObjectCommand({ Bucket, Key, Body }))
    const listed = async () =>
      (await kept.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'a' }))).Versions ?? []
    const [newest, oldest] = await listed()
    expect([newest?.Size, oldest?.Size]).toEqual([5, 3])
    const read = async (VersionId?: string) =>
      (await kept.send(new GetObjectCommand({ Bucket, Key: 'a', VersionId }))).Body?.transformToString()
    expect([await read(oldest?.VersionId), await read()]).toEqual(['one', 'three'])
    await kept.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: newest?.VersionId }))
    expect(await read()).toBe('one')
    await expect(read(newest?.VersionId)).rejects.toMatchObject({ name: 'NoSuchVersion' })
    await kept.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: oldest?.VersionId }))
    expect(await listed()).toEqual([])
    await expect(read()).rejects.toThrow(NoSuchKey)
  })

  it('knows nothing of an object that was deleted, or never was', async () => {
    await put('a', 'one')
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }))
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }))
    await expect(get('a')).rejects.toThrow(NoSuchKey)
    await expect(client.send(new GetObjectCommand({ Bucket: 'other', Key: 'a' }))).rejects.toThrow(
      NoSuchBucket,
    )
  })

  it('lists by prefix, page by page', async () => {
    for (const key of ['x/3', 'x/1', 'y/1', 'x/2']) await put(key, 'body')
    const asked = { Bucket, Prefix: 'x/', MaxKeys: 2 }
    const first = await client.send(new ListObjectsV2Command(asked))
    expect(first).toMatchObject({
      IsTruncated: true,
      KeyCount: 2,
      Contents: [{ Key: 'x/1' }, { Key: 'x/2' }],
    })
    const second = await client.send(
      new ListObjectsV2Command({ ...asked, ContinuationToken: first.NextContinuationToken }),
    )
    expect(second).toMatchObject({ IsTruncated: false, Contents: [{ Key: 'x/3', Size: 4 }] })
    expect(await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'z' }))).not.toHaveProperty(
      'Contents',
    )
  })

  it('tells of every new object by its key', async () => {
    await put('folder/a b+ë', 'four')
    await expect(put('folder/a b+ë', 'x', { IfNoneMatch: '*' })).rejects.toThrow()
    expect(events).toHaveLength(1)
    expect(events[0]?.Records).toEqual([
      { s3: { bucket: { name: Bucket }, object: { key: 'folder/a b+ë' } } },
    ])
  })
})
