import type { S3Client } from '@aws-sdk/client-s3'
import { beforeEach, describe, expect, it } from 'vitest'
import { FakeBucket } from '../../infra/local/fakes/bucket.ts'
import { clientOf, serviceError } from '../../infra/local/fakes/sdk.ts'
import { s3Archive } from '../../shared/delivery/adapters/s3-archive.ts'
import type { Archive } from '../../shared/delivery/ports.ts'
import { instantFrom } from '../../shared/platform/time.ts'
import { InMemoryArchive } from '../support/doubles/archive.ts'

const name = `99AA00_2026-2027_3/${'0a'.repeat(32)}`
const first = Uint8Array.from([0x7b, 0x22, 0xc3, 0xab, 0x22, 0x3a, 0x31, 0x7d])
const second = Uint8Array.from([0x7b, 0x7d])

const inS3 = (): Archive => {
  const bucket = new FakeBucket('archive', () => instantFrom('2027-07-01T05:12:00Z'))
  return s3Archive(clientOf<S3Client>(bucket), 'archive')
}

describe.each([
  ['in S3', inS3],
  ['in memory', () => new InMemoryArchive()],
])('the archive of deliveries %s', (_, makeArchive) => {
  let archive: Archive
  beforeEach(() => {
    archive = makeArchive()
  })

  const bytesOf = async (of: string) => Buffer.from((await archive.read(of)) ?? []).toString('hex')

  it('gives back the very bytes that were kept', async () => {
    await archive.keep(name, first)
    expect(await bytesOf(name)).toBe('7b22c3ab223a317d')
  })

  it('has nothing under a name that was never kept', async () => {
    await archive.keep(name, first)
    expect(await archive.read('99AA00_2026-2027_4')).toBeUndefined()
  })

  it('keeps the first bytes for ever', async () => {
    await archive.keep(name, first)
    await archive.keep(name, second)
    expect(await bytesOf(name)).toBe('7b22c3ab223a317d')
  })

  it('keeps the same bytes for both of two that come at once', async () => {
    await Promise.all([archive.keep(name, first), archive.keep(name, first)])
    expect(await bytesOf(name)).toBe('7b22c3ab223a317d')
  })

  it('keeps each name apart', async () => {
    await archive.keep(name, first)
    await archive.keep(`${name}-other`, second)
    expect([await bytesOf(name), await bytesOf(`${name}-other`)]).toEqual(['7b22c3ab223a317d', '7b7d'])
  })

  it('is not changed by what happens to the bytes afterwards', async () => {
    const bytes = first.slice()
    await archive.keep(name, bytes)
    bytes.fill(0)
    const read = await archive.read(name)
    read?.fill(0)
    expect(await bytesOf(name)).toBe('7b22c3ab223a317d')
  })
})

describe('the archive of deliveries in S3, where S3 does not do as asked', () => {
  it.each([
    { says: 'AccessDenied', status: 403 },
    { says: 'ConditionalRequestConflict', status: 409 },
    { says: 'SlowDown', status: 503 },
  ])('fails with $says, for nobody knows whether the bytes are kept', async ({ says, status }) => {
    const fault = serviceError(says, status, says)
    const archive = s3Archive(
      clientOf<S3Client>({
        send: async () => {
          throw fault
        },
      }),
      'archive',
    )
    await expect(archive.keep(name, first)).rejects.toBe(fault)
    await expect(archive.read(name)).rejects.toBe(fault)
  })
})
