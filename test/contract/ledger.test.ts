import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import type { S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FakeBucket } from '../../infra/local/fakes/bucket.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { FakeTable } from '../../infra/local/fakes/table.ts'
import { table } from '../../infra/wiring.ts'
import { dynamoRestoreGuard } from '../../shared/consent/adapters/dynamo-restore-guard.ts'
import { s3Ledger } from '../../shared/consent/adapters/s3-ledger.ts'
import type { LogRecord, RecordedFacts } from '../../shared/consent/log.ts'
import type { Ledger, RestoreGuard } from '../../shared/consent/ports.ts'
import type { SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import { keepObject } from '../../shared/platform/adapters/objects.ts'
import type { Table } from '../../shared/platform/adapters/table.ts'
import { TemporaryFault } from '../../shared/platform/temporary-fault.ts'
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
import { type StoreSource, storesOf, tableOf } from '../support/stores.ts'

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

describe('the ledger in S3', () => {
  let ledger: Ledger
  beforeEach(() => {
    ledger = inS3()
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

  it('names an object among its events that is none of them', async () => {
    const bucket = clientOf<S3Client>(new FakeBucket('ledger', () => may11))
    const name = '99AA00/2026-2027/events/copy.json'
    await keepObject(bucket, 'ledger', name, Buffer.from('{}'))
    await expect(s3Ledger(bucket, 'ledger').heads()).rejects.toMatchObject({
      name: 'UnreadableError',
      key: name,
    })
  })
})

const notes = storesOf<() => RestoreGuard>(table => () => dynamoRestoreGuard(table))

describe.each(notes)('the note of the table that is current $name', ({ start }) => {
  let source: StoreSource<() => RestoreGuard>
  let restoreGuard: () => RestoreGuard
  beforeAll(async () => {
    source = await start()
  })
  afterAll(() => source.stop())
  beforeEach(async () => {
    restoreGuard = await source.fresh()
  })

  it('is not there at first, and can be made again', async () => {
    expect(await restoreGuard().status()).toBe('new')
    await restoreGuard().markCurrent()
    expect(await restoreGuard().status()).toBe('current')
    await restoreGuard().markCurrent()
    expect(await restoreGuard().status()).toBe('current')
  })
})

describe('the note in a table', () => {
  const tableWith = (tableId: string) => new FakeTable({ tableName: 'doorlevering', tableId, ...table })
  const reachedBy = (send: FakeTable['send']): Table => tableOf(clientOf<never>({ send }))
  const isDescribe = (command: object) => command instanceof DescribeTableCommand
  const lost = tableWith('table-1')
  /** A copy of the lost table: its items, under its name, with an id of its own. */
  const copy = tableWith('table-2')
  const [onLost, onCopy] = [lost, copy].map(one =>
    reachedBy(command => (isDescribe(command) ? one : lost).send(command)),
  ) as [Table, Table]

  it('names the table it was made in, so that a copy of the same name knows itself to be one', async () => {
    await dynamoRestoreGuard(onLost).markCurrent()
    expect(await dynamoRestoreGuard(onCopy).status()).toBe('behind')
    await dynamoRestoreGuard(onCopy).markCurrent()
    expect(await dynamoRestoreGuard(onCopy).status()).toBe('current')
    expect(await dynamoRestoreGuard(onLost).status()).toBe('behind')
  })

  it('is held against an id that is asked for once, by all who need it', async () => {
    let asked = 0
    const counting = reachedBy(command => {
      if (isDescribe(command)) asked += 1
      return lost.send(command)
    })
    const restoreGuard = dynamoRestoreGuard(counting)
    await Promise.all([restoreGuard.status(), restoreGuard.status()])
    await restoreGuard.status()
    await restoreGuard.markCurrent()
    expect(asked).toBe(1)
  })

  it.each([
    { what: 'is not answered', answer: async () => Promise.reject(new Error('AccessDeniedException')) },
    { what: 'is answered with nothing', answer: async () => ({}) },
  ])('is held against nothing where the question $what, and is asked for again', async ({ answer }) => {
    let isAway = true
    const restoreGuard = dynamoRestoreGuard(
      reachedBy(command => (isAway && isDescribe(command) ? answer() : lost.send(command))),
    )
    await expect(restoreGuard.status()).rejects.toThrow(TemporaryFault)
    await expect(restoreGuard.markCurrent()).rejects.toThrow(TemporaryFault)
    isAway = false
    await restoreGuard.markCurrent()
    expect(await restoreGuard.status()).toBe('current')
  })
})
