import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { table as wired } from '../../infra/wiring.ts'
import { dynamoAnnouncements } from '../../shared/announcements/adapters/dynamo-announcements.ts'
import {
  dynamoEventStore,
  dynamoOutbox,
  logItemKey,
} from '../../shared/consent/adapters/dynamo-event-store.ts'
import { dynamoCalendar } from '../../shared/directory/adapters/dynamo-calendar.ts'
import { dynamoDirectory } from '../../shared/directory/adapters/dynamo-directory.ts'
import type { SchoolYear } from '../../shared/directory/identifiers.ts'
import type { Administrators } from '../../shared/directory/ports.ts'
import { dynamoImports } from '../../shared/ingestion/adapters/dynamo-imports.ts'
import type { Import } from '../../shared/ingestion/ports.ts'
import { dynamoKeptReports } from '../../shared/monitoring/adapters/dynamo-kept-reports.ts'
import { dynamoMonitoring } from '../../shared/monitoring/adapters/dynamo-monitoring.ts'
import { reportOf } from '../../shared/monitoring/report.ts'
import type { Table } from '../../shared/platform/adapters/table.ts'
import { instantFrom, secondsAfter } from '../../shared/platform/time.ts'
import {
  aSchool,
  boardId,
  given,
  history,
  july1,
  may11,
  results,
  schoolId,
  schoolYear,
  traceId,
  window,
} from '../support/builders.ts'
import { fakeTable } from '../support/stores.ts'

const school = `SCHOOL#${schoolId}`
const board = `BOARD#${boardId}`
const august2032 = Date.UTC(2032, 7, 1) / 1000
const secondsAt = (moment: string) => Date.parse(moment) / 1000

const administrators = (name: string): Administrators => ({
  items: [{ name, email: `${name}@bestuur.example` }],
  reminders: false,
})
const change = { at: may11, by: 'B. Bestuur', traceId }

describe('the moment from which DynamoDB removes an item', () => {
  let table: Table
  beforeEach(() => {
    table = fakeTable()
  })
  const keptUntil = async (pk: string, sk: string): Promise<unknown> => {
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: { pk, sk } }))
    expect(Item, `${pk} ${sk}`).toBeDefined()
    return Item?.[wired.timeToLive]
  }

  it.each(['2027-05-11T12:03:00Z', '2027-09-01T06:00:00Z', '2028-02-01T06:00:00Z'])(
    'is the same for all that belongs to a school year, whenever it came to be: at %s',
    async moment => {
      const at = instantFrom(moment)
      const [event] = history(given({ at }))
      await dynamoEventStore(table).append(event!)
      await dynamoOutbox(table).saveOutcome(event!, { ...event!.effects, planned: true }, null)
      const store = dynamoMonitoring(table)
      await store.saveResults(schoolId, schoolYear, { ...results.results[0]!, importedAt: at })
      await store.savePupils(schoolId, schoolYear, { HAVO: 1 }, at)
      const report = reportOf({ ...aSchool(), schoolYear }, results, 'school')!
      await dynamoKeptReports(table).keep(report, at)
      for (const sk of [
        logItemKey({ schoolId, schoolYear, version: 1 }).sk,
        `RESULTS#${schoolYear}#LTO`,
        `PUPILS#${schoolYear}`,
        `REPORT#${schoolYear}`,
      ])
        expect(await keptUntil(school, sk)).toBe(august2032)
    },
  )

  it.each([
    { schoolYear: '2015-2016', at: may11, until: '2028-06-14T12:03:00Z' },
    { schoolYear: '2020-2021', at: '2026-07-31T22:00:00Z', until: '2027-09-04T22:00:00Z' },
    { schoolYear: '2020-2021', at: '2025-06-01T00:00:00Z', until: '2026-08-01T00:00:00Z' },
  ] as const)(
    'is thirteen months after it was brought in, of what is late: $schoolYear at $at',
    async late => {
      const [at, schoolYear] = [instantFrom(late.at), late.schoolYear as SchoolYear]
      const [event] = history(given({ at }))
      await dynamoEventStore(table).append({ ...event!, schoolYear })
      const store = dynamoMonitoring(table)
      const imported = { ...results.results[0]!, importedAt: at }
      await store.saveResults(schoolId, schoolYear, imported)
      await store.savePupils(schoolId, schoolYear, { HAVO: 1 }, at)
      const kept = () =>
        Promise.all(
          [
            logItemKey({ schoolId, schoolYear, version: 1 }).sk,
            `RESULTS#${schoolYear}#LTO`,
            `PUPILS#${schoolYear}`,
          ].map(sk => keptUntil(school, sk)),
        )
      expect(await kept()).toEqual([1, 2, 3].map(() => secondsAt(late.until)))
      await store.takeBackResults(schoolId, schoolYear, imported, at)
      expect(await keptUntil(school, `RESULTS#${schoolYear}#LTO`)).toBe(secondsAt(late.until))
    },
  )

  it('is thirteen months after it was asked for, of an import', async () => {
    const asked: Import = {
      ...{ importId: 'import-1', kind: 'pupils', status: 'awaiting-upload', judged: false },
      ...{ rows: 0, schools: 0, errorCount: 0, errors: [], startedAt: null, uploadVersion: null },
      createdAt: may11,
      expiresAt: secondsAfter(may11, 3600),
    }
    const imports = dynamoImports(table)
    await imports.create(asked)
    await imports.replace(asked, { ...asked, status: 'processing', startedAt: secondsAfter(may11, 1800) })
    expect(await keptUntil('IMPORT#import-1', 'IMPORT')).toBe(secondsAt('2028-06-14T12:03:00Z'))
  })

  it('is thirteen months after it was sent, of a reminder', async () => {
    const [at, name] = [may11, `REMINDER#${schoolYear}#${july1}#14`]
    const effects = { attempts: 0, mails: {} }
    const reminder = { kind: 'reminder', boardId, name, schoolYear, untilDate: july1, at, traceId } as const
    await dynamoAnnouncements(table).keep({ ...reminder, schools: [], effects, nextAttemptAt: at })
    expect(await keptUntil(board, name)).toBe(secondsAt('2028-06-14T12:03:00Z'))
  })

  it('is ninety days after others took their place, of administrators; those of today stay', async () => {
    const directory = dynamoDirectory(table)
    await directory.saveAdministrators(boardId, administrators('Smit'), change)
    expect(await keptUntil(board, 'ADMINISTRATORS#00000001')).toBeUndefined()
    await directory.saveAdministrators(boardId, administrators('Bos'), change)
    // Confirmed: the former are not kept longer, and those of today stay in the version that confirms them.
    await directory.saveAdministrators(boardId, administrators('Bos'), {
      ...change,
      at: secondsAfter(may11, 60),
    })
    expect(await keptUntil(board, 'ADMINISTRATORS#00000001')).toBe(secondsAt('2027-08-09T12:03:00Z'))
    expect(await keptUntil(board, 'ADMINISTRATORS#00000002')).toBe(secondsAt('2027-08-09T12:04:00Z'))
    expect(await keptUntil(board, 'ADMINISTRATORS#00000003')).toBeUndefined()
  })

  it('is made good by the next save, where administrators were replaced and nothing more was done', async () => {
    const directory = dynamoDirectory(table)
    await directory.saveAdministrators(boardId, administrators('Smit'))
    await directory.saveAdministrators(boardId, administrators('Bos'))
    await directory.saveAdministrators(boardId, administrators('Bos'), change)
    expect(await keptUntil(board, 'ADMINISTRATORS#00000001')).toBe(secondsAt('2027-08-09T12:03:00Z'))
  })

  it('is set by whoever comes after saves that stopped before it, however many', async () => {
    const directory = dynamoDirectory(table)
    await directory.saveAdministrators(boardId, administrators('Smit'), change)
    const update: typeof table.update = async key => {
      if ((await table.get(key)).length > 0) throw new Error('throttled')
      return false
    }
    const throttled = dynamoDirectory({ ...table, update })
    for (const seconds of [60, 120, 180])
      await expect(
        throttled.saveAdministrators(boardId, administrators('Bos'), {
          ...change,
          at: secondsAfter(may11, seconds),
        }),
      ).rejects.toThrow('throttled')
    for (const seconds of [240, 300])
      await directory.saveAdministrators(boardId, administrators('Bos'), {
        ...change,
        at: secondsAfter(may11, seconds),
      })
    expect(await keptUntil(board, 'ADMINISTRATORS#00000001')).toBe(secondsAt('2027-08-09T12:07:00Z'))
  })

  it('is none for schools, boards and the calendar, which name nobody', async () => {
    await dynamoDirectory(table).saveSchools([aSchool()])
    await dynamoCalendar(table).save(schoolYear, [window('2027-06-01')])
    expect(await keptUntil(school, 'SCHOOL')).toBeUndefined()
    expect(await keptUntil(board, 'BOARD')).toBeUndefined()
    expect(await keptUntil('CALENDAR', schoolYear)).toBeUndefined()
  })
})
