import { readFileSync } from 'node:fs'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import {
  dynamoAnnouncements,
  fromAnnouncementItem,
} from '../../../shared/announcements/adapters/dynamo-announcements.ts'
import {
  fromFactsItem,
  fromLogItem,
  toFactsItem,
  toLogItem,
} from '../../../shared/consent/adapters/dynamo-event-store.ts'
import type { LogRecord } from '../../../shared/consent/log.ts'
import { dynamoCalendar } from '../../../shared/directory/adapters/dynamo-calendar.ts'
import { dynamoDirectory } from '../../../shared/directory/adapters/dynamo-directory.ts'
import { schoolFields } from '../../../shared/directory/ports.ts'
import { dynamoImports } from '../../../shared/ingestion/adapters/dynamo-imports.ts'
import { dynamoKeptReports } from '../../../shared/monitoring/adapters/dynamo-kept-reports.ts'
import { dynamoMonitoring } from '../../../shared/monitoring/adapters/dynamo-monitoring.ts'
import type { Table } from '../../../shared/platform/adapters/table.ts'
import { type Stored, storedAs } from '../../../shared/platform/stored.ts'
import {
  aSchool,
  boardId,
  july1,
  may11,
  results,
  schoolId,
  schoolYear,
  window,
} from '../../support/builders.ts'
import { fakeTable } from '../../support/stores.ts'
import { cameBack, events } from './examples.ts'

/** Golden items: what was stored once, and is never changed. A new form makes a new file and a new version. */
const golden = (file: string): Readonly<Record<string, Stored>> =>
  JSON.parse(readFileSync(new URL(`${file}.json`, import.meta.url), 'utf8'))

const records: Readonly<Record<string, LogRecord>> = { ...events, 'mail-came-back': cameBack }
const factsOf = ({ effects: _, nextAttemptAt: __, ...facts }: LogRecord) => facts
const plain = (item: object) => JSON.parse(JSON.stringify(item))

describe('an event of the log', () => {
  it('keeps the effect record that was saved since on an item of version 1', () => {
    const mails = { [boardId]: { status: 'pending', sentAt: null } }
    for (const item of Object.values(golden('events.v1'))) {
      const saved = { ...item, effects: { attempts: 2, posts: 0, planned: true, mails } }
      expect(fromLogItem(saved).effects).toEqual({ attempts: 2, posts: 0, planned: true, mails })
    }
  })

  it.each(['events.v1', 'events.v2'])('is read as it was stored in %s', version => {
    const items = golden(version)
    expect(Object.keys(items)).toEqual(Object.keys(records))
    for (const [name, item] of Object.entries(items)) expect(fromLogItem(item), name).toEqual(records[name])
  })

  it('is read where a rule that came later would refuse what it holds', () => {
    const [name, item] = Object.entries(golden('events.v2'))[0]!
    const { state } = records[name]!
    const conduct = { ...state.consent.terms.conduct, surveyedGroup: '\u0007 ' }
    const terms = { ...state.consent.terms, conduct }
    const consent = { ...(item.state as typeof state).consent, terms }
    expect(
      fromLogItem({ ...item, state: { ...(item.state as object), consent } }).state.consent.terms,
    ).toEqual(terms)
  })

  it('is stored in the newest of these forms', () => {
    const items = Object.entries(records).map(([name, record]) => [name, plain(toLogItem(record))])
    expect(Object.fromEntries(items)).toEqual(golden('events.v2'))
  })
})

/** What its item in the table has beside the event: what is to be done about it, where it is listed, and until when it is kept. */
const notes = ['effects', 'open', 'openAt', 'listed', 'keptUntil']
const withoutNotes = (item: Stored): Stored =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !notes.includes(name)))

describe('an event in the ledger', () => {
  it.each(['events.v1', 'events.v2'])('is read as it was stored beside %s', version => {
    for (const [name, record] of Object.entries(events))
      expect(fromFactsItem(withoutNotes(golden(version)[name]!)), name).toEqual(factsOf(record))
  })

  it('is stored in the newest of these forms', () => {
    for (const [name, record] of Object.entries(events))
      expect(plain(toFactsItem(record)), name).toEqual(withoutNotes(golden('events.v2')[name]!))
  })
})

const administrators = (name: string) => ({
  items: [{ name, email: 'beheer@bestuur.example.nl' }],
  reminders: true,
})

const keptDigest = '9917244e40f058c05348d5384def40cfc38616a39b698a9b17762a25fbe3c040'

/** By kind: how its golden items read, as the service sees them. */
type Golden = readonly [file: string, read: (table: Table) => Promise<unknown>, expected: unknown]
const kinds: readonly Golden[] = [
  ['school.v1', async table => (await dynamoDirectory(table).schools([schoolId])).get(schoolId), aSchool()],
  [
    'administrators.v1',
    async table => [
      await dynamoDirectory(table).administrators(boardId, 1),
      await dynamoDirectory(table).administrators(boardId),
      await dynamoAnnouncements(table).open({ boardId, name: 'ADMINISTRATORS#00000002' }),
    ],
    [
      administrators('B. Beheer'),
      administrators('C. Beheer'),
      expect.objectContaining({
        kind: 'administrators',
        version: 2,
        by: 'B. Bestuur',
        ...administrators('C. Beheer'),
      }),
    ],
  ],
  ...['reminder.v1', 'reminder.v2'].map(
    (file): Golden => [
      file,
      table => dynamoAnnouncements(table).open({ boardId, name: `REMINDER#${schoolYear}#${july1}#14` }),
      expect.objectContaining({
        kind: 'reminder',
        at: may11,
        effects: { attempts: 0, mails: {} },
        nextAttemptAt: may11,
        schools: [{ schoolId, schoolName: 'Het Voorbeeld College', openIssue: 'awaiting-consent' }],
      }),
    ],
  ),
  [
    'calendar.v1',
    table => dynamoCalendar(table).windows(schoolYear),
    [window('2027-06-01'), window('2027-09-15', '2027-09-15', 'not-delivered')],
  ],
  [
    'results.v1',
    async table => (await dynamoMonitoring(table).read(schoolId, schoolYear)).results,
    [{ ...results.results[0], importId: '', importedAt: may11 }],
  ],
  [
    'pupils.v1',
    async table => (await dynamoMonitoring(table).read(schoolId, schoolYear)).pupils,
    { HAVO: 310, VWO: 280 },
  ],
  [
    'reports.v1',
    table => dynamoKeptReports(table).read({ schoolId, schoolYear, level: 'school', digest: keptDigest }),
    expect.stringMatching(/^\{"document":\{"schoolId":"99AA00",.*"digest":"9917244e/),
  ],
  [
    'imports.v1',
    table => dynamoImports(table).read('import-2'),
    expect.objectContaining({ importId: 'import-2', status: 'rejected', errorCount: 1 }),
  ],
]

const tableWith = async (items: readonly Stored[]): Promise<Table> => {
  const table = fakeTable()
  for (const Item of items) await table.client.send(new PutCommand({ TableName: table.name, Item }))
  return table
}

describe.each(kinds)('what is stored of %s', (file, read, expected) => {
  const items = Object.values(golden(file))

  it('is read as it was stored', async () => {
    expect(await read(await tableWith(items))).toEqual(expected)
  })

  it('is read with a field more, which another version added', async () => {
    expect(await read(await tableWith(items.map(item => ({ ...item, added: 'later' }))))).toEqual(expected)
  })

  it.each([99, 0, 1.5, 'two'])(
    'is refused by its key in a version that nobody knows (%s)',
    async schemaVersion => {
      const table = await tableWith(items.map(item => ({ ...item, schemaVersion })))
      const { pk } = items[0]!
      await expect(read(table)).rejects.toMatchObject({
        name: 'UnreadableError',
        key: expect.stringContaining(String(pk).split('-')[0]!),
      })
    },
  )
})

describe('an announcement of a kind that nobody knows', () => {
  it('is named by its key, and taken for no other', () => {
    const item = { pk: 'BOARD#99001', sk: 'UNHEARD-OF#1', openAt: may11 }
    expect(() => fromAnnouncementItem(item)).toThrow('cannot read BOARD#99001 UNHEARD-OF#1')
  })
})

describe('a school that was stored before its file had a column more', () => {
  const form = storedAs({ ...schoolFields, postcode: z.exactOptional(z.string()) })

  it('is read without what the column tells', () => {
    const [item] = Object.values(golden('school.v1'))
    expect(form.read(item!)).toStrictEqual(aSchool())
    expect(form.read({ ...item, postcode: '1234 AB' })).toEqual({ ...aSchool(), postcode: '1234 AB' })
  })
})

describe('an event that cannot be read', () => {
  const [item] = Object.values(golden('events.v2'))

  it.each([{ schemaVersion: 99 }, { state: null }, { type: 'unheard-of' }, { effects: undefined }])(
    'is named by its key, and by nothing that it holds (%o)',
    other => {
      expect(() => fromLogItem({ ...item, ...other })).toThrow(
        expect.objectContaining({
          name: 'UnreadableError',
          key: 'SCHOOL#99AA00 LOG#2026-2027#00000001',
          message: 'cannot read SCHOOL#99AA00 LOG#2026-2027#00000001',
        }),
      )
    },
  )
})
