import type { S3Client } from '@aws-sdk/client-s3'
import { beforeEach, describe, expect, it } from 'vitest'
import { FakeBucket } from '../../infra/local/fakes/bucket.ts'
import { clientOf, serviceError } from '../../infra/local/fakes/sdk.ts'
import { s3Ledger } from '../../shared/consent/adapters/s3-ledger.ts'
import type { Ledger } from '../../shared/consent/ports.ts'
import { s3Archive } from '../../shared/delivery/adapters/s3-archive.ts'
import type { Archive, KeptReceipt } from '../../shared/delivery/ports.ts'
import type { SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import { TemporaryFault } from '../../shared/platform/temporary-fault.ts'
import { instantFrom } from '../../shared/platform/time.ts'
import { changed, given, history, key, receipt } from '../support/builders.ts'

const name = `99AA00/2026-2027/payloads/3-${'0a'.repeat(32)}`
const first = Uint8Array.from([0x7b, 0x22, 0xc3, 0xab, 0x22, 0x3a, 0x31, 0x7d])
const second = Uint8Array.from([0x7b, 0x7d])

const receiptOf = (version: number): KeptReceipt => ({
  ...receipt,
  deliveryId: `99AA00_2026-2027_${version}`,
  payload: name,
})

const inS3 = (): { archive: Archive; ledger: Ledger } => {
  const bucket = new FakeBucket('archive', () => instantFrom('2027-07-01T05:12:00Z'))
  const client = clientOf<S3Client>(bucket)
  return { archive: s3Archive(client, 'archive'), ledger: s3Ledger(client, 'archive') }
}

describe('the archive of deliveries in S3', () => {
  let archive: Archive
  let ledger: Ledger
  beforeEach(() => {
    ;({ archive, ledger } = inS3())
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
    const nothing = { newestEvent: 0, receipt: undefined }
    expect(await archive.kept(key)).toEqual(nothing)
    await archive.keepReceipt(key, receiptOf(3))
    expect(await archive.kept({ ...key, schoolYear: '2027-2028' as SchoolYear })).toEqual(nothing)
  })

  it('keeps the first receipt of a school year for ever', async () => {
    await archive.keepReceipt(key, receiptOf(3))
    await archive.keepReceipt(key, receiptOf(7))
    expect(await archive.kept(key)).toEqual({ newestEvent: 0, receipt: receiptOf(3) })
  })

  it('knows the newest event of a log in the ledger, and that of no other', async () => {
    for (const record of history(given(), changed())) await ledger.keep(record)
    await archive.keep(name, first)
    await archive.keepReceipt(key, receiptOf(3))
    expect(await archive.kept(key)).toEqual({ newestEvent: 2, receipt: receiptOf(3) })
    expect(await archive.kept({ ...key, schoolId: '99AA0' as SchoolId })).toMatchObject({ newestEvent: 0 })
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
