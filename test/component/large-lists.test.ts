import type { S3Client } from '@aws-sdk/client-s3'
import { beforeAll, describe, expect, it } from 'vitest'
import { make as makeBoardApi } from '../../functions/board-api/handler.ts'
import { wire as wireBoardApi } from '../../functions/board-api/wire.ts'
import { make as makeOperatorApi } from '../../functions/operator-api/handler.ts'
import { wire as wireOperatorApi } from '../../functions/operator-api/wire.ts'
import { gateway } from '../../infra/local/gateway.ts'
import { dynamoEventStore } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { dynamoRestoreGuard } from '../../shared/consent/adapters/dynamo-restore-guard.ts'
import { recordOf } from '../../shared/consent/decider.ts'
import { dynamoCalendar } from '../../shared/directory/adapters/dynamo-calendar.ts'
import { dynamoDirectory } from '../../shared/directory/adapters/dynamo-directory.ts'
import type { BoardId, SchoolId } from '../../shared/directory/identifiers.ts'
import type { School } from '../../shared/directory/ports.ts'
import { dynamoMonitoring } from '../../shared/monitoring/adapters/dynamo-monitoring.ts'
import type { Table } from '../../shared/platform/adapters/table.ts'
import { settings } from '../support/api/test-api.ts'
import { aSchool, given, may11, results, schoolYear, window } from '../support/builders.ts'
import { withRoundTrips } from '../support/calls/round-trips.ts'
import { InMemoryLog } from '../support/doubles/log.ts'
import { fakeTable } from '../support/stores.ts'

const MEGABYTE = 1024 * 1024
const SCHOOLS = 9000
/** Of the first board; all others have six. */
const OF_ONE_BOARD = 60
const board = '10000'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const schoolAt = (number: number): School =>
  aSchool({
    schoolId:
      `${String(number % 100).padStart(2, '0')}${letters[Math.floor(number / 2600)]}${letters[Math.floor(number / 100) % 26]}00` as SchoolId,
    schoolName: `Christelijke scholengemeenschap ${(number * 7919) % SCHOOLS}`,
    boardId: String(10_000 + Math.max(0, Math.ceil((number - OF_ONE_BOARD + 1) / 6))) as BoardId,
    boardName: 'Stichting voor Christelijk Voortgezet Onderwijs',
  })

const schools = Array.from({ length: SCHOOLS }, (_, number) => schoolAt(number))

/** Every school has results, and nine of ten a consent. */
const furnish = async (table: Table): Promise<void> => {
  await dynamoDirectory(table).saveSchools(schools)
  await dynamoCalendar(table).save(schoolYear, [window('2027-07-01')])
  await dynamoRestoreGuard(table).markCurrent()
  const [events, store] = [dynamoEventStore(table), dynamoMonitoring(table)]
  for (const [number, { schoolId, boardId }] of schools.entries()) {
    await store.saveResults(schoolId, schoolYear, results.results[0]!)
    if (number % 10 > 0)
      await events.append(recordOf({ schoolId, schoolYear }, undefined, given({ boardId })))
  }
}

interface Page {
  items: readonly { schoolId: string; status: string }[]
  nextCursor: string | null
}

const callers = {
  operator: { role: 'operator' },
  board: { role: 'board', board },
  school: { role: 'school', schools: [schools[0]!.schoolId] },
} as const

const quiet = fakeTable()
beforeAll(() => furnish(quiet), 300_000)

/** Instances that have answered before: the first answer asks which table it is. */
const service = async (caller: keyof typeof callers = 'operator') => {
  const trips = withRoundTrips(quiet)
  const log = new InMemoryLog()
  const runtime = { clock: () => may11, random: () => 0.5, newId: () => 'id-1', log, pause: async () => {} }
  const s3 = {} as S3Client
  const clients = { documents: trips.table.client, s3, presigning: async () => s3 }
  const claims = { sub: 'u-1', name: 'M. Jansen', scope: 'monitoring', ...callers[caller] }
  const verifier = { verify: async () => claims }
  const nobody = async () => Promise.reject(new Error('not asked'))
  const answer = gateway(
    {
      'board-api': makeBoardApi({ ...wireBoardApi(settings, clients, runtime), verifier }),
      'operator-api': makeOperatorApi({ ...wireOperatorApi(settings, clients, runtime), verifier }),
      'consent-api': nobody,
      'report-api': nobody,
    },
    () => 'request-1',
  )
  const read = async (url: string): Promise<Page> => {
    const request = { method: 'GET', url, headers: { authorization: 'Bearer token' }, body: Buffer.of() }
    const { statusCode, body } = await answer(request)
    expect({ url, statusCode }).toEqual({ url, statusCode: 200 })
    return JSON.parse(body ?? '') as Page
  }
  /** Every page, from the first on. */
  const walk = async (url: string): Promise<readonly Page[]> => {
    const pages = [await read(url)]
    for (let cursor = pages[0]!.nextCursor; cursor; cursor = pages.at(-1)!.nextCursor)
      pages.push(await read(`${url}${url.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`))
    return pages
  }
  await read('/v1/schools?schoolYear=2011-2012&boardId=10000')
  if (caller === 'operator') await read('/v1/deliveries?schoolYear=2011-2012')
  trips.trips.length = 0
  trips.answers.length = 0
  return { ...trips, read, walk }
}

describe(`the list of ${SCHOOLS} schools`, () => {
  const queries = {
    '': 100,
    '?q=schap%2042': 100,
    '?q=nowhere': 0,
    '?schoolYear=2026-2027': 100,
    '?schoolYear=2026-2027&status=awaiting-consent': 100,
    '?schoolYear=2026-2027&status=delivered': 0,
    '?schoolYear=2026-2027&status=consent-given&q=schap%2042': 100,
    [`?schoolYear=2026-2027&boardId=${board}`]: OF_ONE_BOARD,
  }

  it.each(Object.entries(queries))('takes at most three round trips for a page (%s)', async (query, most) => {
    const { read, trips, largest } = await service()
    const page = await read(`/v1/schools${query}`)
    expect(trips.length).toBeLessThanOrEqual(3)
    // With a year, two for each board of a page beside the eight parts of the list.
    expect(trips.flat().length).toBeLessThanOrEqual(8 + 2 * 101 + 2)
    expect(largest()).toBeLessThan(MEGABYTE)
    expect(page.items.length).toBe(Math.min(most, page.items.length))
    expect(page.items.length > 0).toBe(most > 0)
  })

  it('has each school once over all its pages, and reads no more for a later one', async () => {
    const { walk, answers } = await service()
    const pages = await walk('/v1/schools')
    const ids = pages.flatMap(({ items }) => items.map(({ schoolId }) => schoolId))
    expect(ids).toHaveLength(SCHOOLS)
    expect(new Set(ids).size).toBe(SCHOOLS)
    expect(answers.flat().length / pages.length).toBeLessThanOrEqual(8 * 101)
  })

  it('with a year reads no more for a page than what is listed of its boards', async () => {
    const { read, answers } = await service()
    await read('/v1/schools?schoolYear=2026-2027')
    expect(answers.flat().length).toBeLessThanOrEqual(8 * 101 + 2 * (101 * 6 + OF_ONE_BOARD) + 2)
  })

  it.each(['board', 'school'] as const)('reads what is in reach alone for a %s', async caller => {
    const { read, trips, answers } = await service(caller)
    const { items } = await read('/v1/schools?schoolYear=2026-2027')
    expect(items).toHaveLength(caller === 'board' ? OF_ONE_BOARD : 1)
    expect(trips).toHaveLength(2)
    expect(answers.flat().length).toBeLessThanOrEqual(3 * OF_ONE_BOARD + 1)
  })
})

describe(`the list of ${0.9 * SCHOOLS} deliveries`, () => {
  it('reads little more than it shows, on whichever page', async () => {
    const { walk, answers, trips } = await service()
    const pages = await walk('/v1/deliveries?schoolYear=2026-2027')
    const ids = pages.flatMap(({ items }) => items.map(({ schoolId }) => schoolId))
    expect(new Set(ids).size).toBe(0.9 * SCHOOLS)
    expect(ids).toHaveLength(0.9 * SCHOOLS)
    expect(pages.map(({ items }) => items.length)).toEqual(Array(81).fill(100))
    expect(pages.at(-1)!.nextCursor).toBeNull()
    // One of them is the note that the table is current.
    expect(answers.flat().length / pages.length).toBeLessThanOrEqual(110)
    expect(trips).toHaveLength(pages.length)
  })

  it('of one status takes few round trips, though none is found', async () => {
    const { read, trips, largest } = await service()
    expect((await read('/v1/deliveries?schoolYear=2026-2027&status=failed')).items).toEqual([])
    expect(trips.length).toBeLessThanOrEqual(9)
    expect(largest()).toBeLessThan(MEGABYTE)
  })
})
