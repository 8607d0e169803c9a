import type { S3Client } from '@aws-sdk/client-s3'
import { beforeEach, describe, expect, it } from 'vitest'
import { FakeBucket } from '../../infra/local/fakes/bucket.ts'
import { clientOf, serviceError } from '../../infra/local/fakes/sdk.ts'
import { s3Archive } from '../../shared/delivery/adapters/s3-archive.ts'
import type { Archive, KeptReceipt } from '../../shared/delivery/ports.ts'
import type { SchoolYear } from '../../shared/directory/identifiers.ts'
import { TemporaryFault } from '../../shared/platform/temporary-fault.ts'
import { instantFrom } from '../../shared/platform/time.ts'
import { key, receipt } from '../support/builders.ts'

const name = `99AA00/2026-2027/payloads/3-${'0a'.repeat(32)}`
const first = Uint8Array.from([0x7b, 0x22, 0xc3, 0xab, 0x22, 0x3a, 0x31, 0x7d])
const second = Uint8Array.from([0x7b, 0x7d])

const receiptOf = (version: number): KeptReceipt => ({
  ...receipt,
  deliveryId: `99AA00_2026-2027_${version}`,
  payload: name,
})

const inS3 = (): Archive => {
  const bucket = new FakeBucket('archive', () => instantFrom('2027-07-01T05:12:00Z'))
  return s3Archive(clientOf<S3Client>(bucket), 'archive')
}

describe('the archive of deliveries in S3', () => {
  let archive: Archive
  beforeEach(() => {
    archive = inS3()
  })

  const bytesOf = async (of: string) => Buffer.from((await archive.read(of)) ?? []).toString('hex')

  it('gives back the very bytes that were first kept under a name, whoever else comes', async () => {
    await Promise.all([archive.keep(name, first), archive.keep(name, first)])
    await archive.keep(name, second)
    await archive.keep(`${name}-other`, second)
    expect([await bytesOf(name), await bytesOf(`${name}-other`)]).toEqual(['7b22c3ab223a317d', '7b7d'])
    expect(await archive.read('99AA00/2026-2027/payloads/4-00')).toBeUndefined()
  })

  it('has no receipt before one was kept, and that of no other school year', async () => {
    expect(await archive.receipt(key)).toBeUndefined()
    await archive.keepReceipt(key, receiptOf(3))
    expect(await archive.receipt({ ...key, schoolYear: '2027-2028' as SchoolYear })).toBeUndefined()
  })

  it('keeps the first receipt of a school year for ever', async () => {
    await archive.keepReceipt(key, receiptOf(3))
    await archive.keepReceipt(key, receiptOf(7))
    expect(await archive.receipt(key)).toEqual(receiptOf(3))
  })
})

describe('the archive of deliveries in S3, where S3 does not do as asked', () => {
  const archiveThat = (fault: Error): Archive =>
    s3Archive(
      clientOf<S3Client>({
        send: async () => {
          throw fault
        },
      }),
      'archive',
    )

  it('may come back where another is just writing the bytes, which may fail', async () => {
    const conflict = serviceError('ConditionalRequestConflict', 409, 'At the same time')
    await expect(archiveThat(conflict).keep(name, first)).rejects.toBeInstanceOf(TemporaryFault)
  })

  it.each([
    { says: 'AccessDenied', status: 403 },
    { says: 'SlowDown', status: 503 },
  ])('fails with $says, for nobody knows whether the bytes are kept', async ({ says, status }) => {
    const fault = serviceError(says, status, says)
    const archive = archiveThat(fault)
    await expect(archive.keep(name, first)).rejects.toBe(fault)
    await expect(archive.read(name)).rejects.toBe(fault)
  })
})
