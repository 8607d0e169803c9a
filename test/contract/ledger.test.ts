import type { S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FakeBucket } from '../../infra/local/fakes/bucket.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { dynamoRestoreGuard } from '../../shared/consent/adapters/dynamo-restore-guard.ts'
import { s3Ledger } from '../../shared/consent/adapters/s3-ledger.ts'
import type { LogRecord, RecordedFacts } from '../../shared/consent/log.ts'
import type { Ledger, RestoreGuard } from '../../shared/consent/ports.ts'
import type { SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import { keepObject } from '../../shared/platform/adapters/objects.ts'
import {
  changed,
  delivered,
  given,
  history,
  key,
  may11,
  started,
  terms,
  withdrawn,
} from '../support/builders.ts'
import { InMemoryLedger, InMemoryRestoreGuard } from '../support/doubles/ledger.ts'
import { type StoreSource, storesOf } from '../support/stores.ts'

const inS3 = (): Ledger => s3Ledger(clientOf<S3Client>(new FakeBucket('ledger', () => may11)), 'ledger')

const notAnonymous = terms({
  conduct: {
    representative: false,
    surveyedGroup: 'Leerjaar 1\n\ten 3, “bovenbouw”',
    anonymous: false,
    notAnonymousReason: 'Ingelogd.',
  },
})

const factsOf = ({ effects: _, nextAttemptAt: __, ...facts }: LogRecord): RecordedFacts => facts

describe.each([
  ['in S3', inS3],
  ['in memory', () => new InMemoryLedger()],
])('the ledger %s', (_, makeLedger) => {
  let ledger: Ledger
  beforeEach(() => {
    ledger = makeLedger()
  })

  it('is empty at first', async () => {
    expect(await ledger.isEmpty()).toBe(true)
    expect(await ledger.read({ ...key, version: 1 })).toBeUndefined()
    expect(await ledger.heads()).toEqual([])
  })

  it('gives back the facts of every event, and none of its notes', async () => {
    const records = history(given({ terms: notAnonymous }), changed(), started(), delivered(2))
    for (const record of records) expect(await ledger.keep(record)).toBe('kept')
    for (const record of records) expect(await ledger.read(record)).toStrictEqual(factsOf(record))
    expect(await ledger.isEmpty()).toBe(false)
  })

  it('keeps the first event of a number for ever', async () => {
    const [first] = history(given())
    const [other] = history(given({ schoolName: 'Een andere school' }))
    await ledger.keep(first!)
    expect(await ledger.keep(other!)).toBe('taken')
    expect(await ledger.read(first!)).toStrictEqual(factsOf(first!))
  })

  it('tells the newest event of every log, beyond nine and beyond a page', async () => {
    const ofSchool = (schoolId: string, schoolYear: string, records: readonly LogRecord[]) =>
      records.map(record => ({
        ...record,
        schoolId: schoolId as SchoolId,
        schoolYear: schoolYear as SchoolYear,
      }))
    const long = history(given(), ...Array.from({ length: 1100 }, () => changed()))
    for (const record of ofSchool('99AA00', '2026-2027', long)) await ledger.keep(record)
    for (const record of ofSchool('99AA00', '2027-2028', history(given()))) await ledger.keep(record)
    for (const record of ofSchool('99BB01', '2026-2027', history(given(), withdrawn())))
      await ledger.keep(record)
    expect(await ledger.heads()).toEqual([
      { schoolId: '99AA00', schoolYear: '2026-2027', version: 1101 },
      { schoolId: '99AA00', schoolYear: '2027-2028', version: 1 },
      { schoolId: '99BB01', schoolYear: '2026-2027', version: 2 },
    ])
  })
})

describe('the ledger in S3', () => {
  it('passes by what else is in its bucket', async () => {
    const bucket = clientOf<S3Client>(new FakeBucket('ledger', () => may11))
    await keepObject(bucket, 'ledger', '99AA00/2026-2027/receipt.json', Buffer.from('{}'))
    await keepObject(bucket, 'ledger', 'note.txt', Buffer.from('{}'))
    expect(await s3Ledger(bucket, 'ledger').heads()).toEqual([])
    expect(await s3Ledger(bucket, 'ledger').isEmpty()).toBe(false)
  })
})

const notes = storesOf<(tableId: string) => RestoreGuard>(
  () => {
    const noted = new InMemoryRestoreGuard('new')
    return () => noted
  },
  table => tableId => dynamoRestoreGuard(table, tableId),
)

describe.each(notes)('the note of the table that is current $name', ({ start }) => {
  let source: StoreSource<(tableId: string) => RestoreGuard>
  let restoreGuard: (tableId: string) => RestoreGuard
  beforeAll(async () => {
    source = await start()
  })
  afterAll(() => source.stop())
  beforeEach(async () => {
    restoreGuard = await source.fresh()
  })

  it('is not there at first, and can be made again', async () => {
    expect(await restoreGuard('table-1').status()).toBe('new')
    await restoreGuard('table-1').done()
    expect(await restoreGuard('table-1').status()).toBe('current')
    await restoreGuard('table-1').done()
    expect(await restoreGuard('table-1').status()).toBe('current')
  })
})

describe('the note in a table', () => {
  it('names the table it was made in, so that a restored copy knows itself to be one', async () => {
    const [, onFakeTable] = notes
    const restoreGuard = await (await onFakeTable!.start()).fresh()
    await restoreGuard('table-1').done()
    expect(await restoreGuard('table-2').status()).toBe('behind')
    await restoreGuard('table-2').done()
    expect(await restoreGuard('table-2').status()).toBe('current')
    expect(await restoreGuard('table-1').status()).toBe('behind')
  })
})
