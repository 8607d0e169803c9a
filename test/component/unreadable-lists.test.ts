import { beforeEach, describe, expect, it } from 'vitest'
import { dynamoEventStore, logItemKey } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { recordOf } from '../../shared/consent/decider.ts'
import { dynamoDirectory } from '../../shared/directory/adapters/dynamo-directory.ts'
import type { SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import { schoolKey } from '../../shared/platform/adapters/table.ts'
import { apiFixture, schools, YEAR } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, type Claims, operator, schoolUser } from '../support/api/people.ts'
import type { Items, Problem } from '../support/api/shapes.ts'
import { terms } from '../support/api/terms.ts'
import type { TestApi } from '../support/api/test-api.ts'
import { aSchool, given, schoolYear } from '../support/builders.ts'
import { fakeTable } from '../support/stores.ts'
import { makeUnreadable } from '../support/unreadable.ts'

const { vo, prozo } = schools
const eventOf = ({ schoolId }: { schoolId: SchoolId }, version = 1) =>
  logItemKey({ schoolId, schoolYear: YEAR, version })
const formerYear = '2025-2026'

let api: TestApi

/** Two schools with a consent, and a calendar of two years. */
beforeEach(async () => {
  api = await apiFixture()
  await api.calendar.save(formerYear as SchoolYear, [])
  for (const { schoolId } of [vo, prozo]) expect((await api.save(schoolId)).status).toBe(201)
  api.log.lines.length = 0
})

interface Listed {
  schoolId: string
  schoolYear: string
  status?: string
}

const list = async (path: string, as: Claims = operator()): Promise<readonly Listed[]> => {
  const { status, body } = await api.request<Items<Listed>>({ path, as })
  expect({ path, status }).toEqual({ path, status: 200 })
  return body.items
}
const idsIn = async (path: string, as?: Claims) => (await list(path, as)).map(({ schoolId }) => schoolId)

const named = () => api.log.lines.filter(({ code }) => code === 'ENTRY_FAILED').map(({ ids }) => ids.entry)

const board = boardUser('99001')
const person = schoolUser([vo.schoolId, prozo.schoolId])
const overview = `/v1/boards/99001/monitorings?schoolYear=${YEAR}`

describe('an event that cannot be read, the newest of its log', () => {
  const entry = 'SCHOOL#99AA00 LOG#2026-2027#00000001'
  beforeEach(() => makeUnreadable(api.table, eventOf(vo)))

  it('leaves all other deliveries in the list, and is named by its key', async () => {
    expect(await idsIn('/v1/deliveries')).toEqual([prozo.schoolId])
    expect(await idsIn('/v1/deliveries?status=planned')).toEqual([prozo.schoolId])
    expect(named()).toEqual([entry, entry])
    expect(api.log.told(['Annelies de Jong-Visser', 'Scholengemeenschap Zuid'])).toEqual([])
  })

  it('leaves all other schools in the overview, and says nothing of its own', async () => {
    expect(await idsIn(overview, board)).toEqual(['99AB00', '99AC00', '99AD00'])
    expect(named()).toEqual([entry])
  })

  it('leaves its school in the list of schools, without a status', async () => {
    const items = await list(`/v1/schools?schoolYear=${YEAR}`, board)
    expect(items.map(({ schoolId, status }) => `${schoolId} ${status}`).sort()).toEqual([
      '99AA00 undefined',
      '99AB00 consent-given',
      '99AC00 awaiting-consent',
      '99AD00 no-results',
    ])
    expect(await idsIn(`/v1/schools?schoolYear=${YEAR}&status=awaiting-consent`, board)).toEqual(['99AC00'])
  })

  it('leaves the other years in the list of its school', async () => {
    const key = { schoolId: vo.schoolId, schoolYear: formerYear as SchoolYear }
    await api.events.append(recordOf(key, undefined, given()))
    const years = await list(paths.monitorings(vo.schoolId), person)
    expect(years.map(one => one.schoolYear)).toEqual([formerYear])
    expect(named()).toEqual([entry])
  })

  const change = { method: 'PUT', body: terms(), headers: { 'if-match': '"1"' } }
  it.each([
    { what: 'giving', method: 'PUT', body: terms(), headers: { 'if-none-match': '*' } },
    { what: 'changing', ...change },
    { what: 'withdrawing', method: 'DELETE', headers: { 'if-match': '"1"' } },
    { what: 'reading', method: 'GET' },
  ])('is a fault for $what that consent: it is not taken for none', async ({ what: _, ...asked }) => {
    const path = paths.consent(vo.schoolId)
    const answer = await api.request<Problem>({ ...asked, path, as: schoolUser(vo.schoolId) })
    expect([answer.status, answer.body.code]).toEqual([500, 'internal-error'])
  })

  it.each([
    ['DELETE', paths.results(vo.schoolId, 'LTO-VO')],
    ['POST', `/v1/deliveries/${vo.schoolId}_${YEAR}_1/attempts`],
    ['GET', paths.monitoring(vo.schoolId)],
    ['GET', paths.events(vo.schoolId)],
  ])('is a fault for %s %s', async (method, path) => {
    const answer = await api.request<Problem>({ method, path, as: operator() })
    expect([answer.status, answer.body.code]).toEqual([500, 'internal-error'])
  })

  it('is not the one before it', async () => {
    expect((await api.withdraw(prozo.schoolId, 1)).status).toBe(200)
    await makeUnreadable(api.table, eventOf(prozo, 2))
    expect(await idsIn('/v1/deliveries')).toEqual([])
    expect(await idsIn(overview, board)).toEqual(['99AC00', '99AD00'])
  })
})

describe('a school that cannot be read', () => {
  beforeEach(() => makeUnreadable(api.table, schoolKey(vo.schoolId)))

  it.each([
    ['of an operator', '/v1/schools?q=99A', operator()],
    ['of a board', '/v1/schools', board],
    ['of somebody of two schools', '/v1/schools', person],
    ['of a board, with a year', `/v1/schools?schoolYear=${YEAR}`, board],
    ['of where schools stand', overview, board],
  ])('leaves the others in the list %s', async (_, path, as) => {
    const ids = await idsIn(path, as)
    expect(ids).toContain(prozo.schoolId)
    expect(ids).not.toContain(vo.schoolId)
    expect(named()).toContain('SCHOOL#99AA00 SCHOOL')
  })
})

it('a calendar that cannot be read leaves the other years, and what is of its year, in the lists', async () => {
  await makeUnreadable(api.table, { pk: 'CALENDAR', sk: YEAR })
  await api.calendar.save(formerYear as SchoolYear, [])
  expect(await list('/v1/school-years')).toEqual([])
  expect(await idsIn('/v1/deliveries')).toEqual([vo.schoolId, prozo.schoolId])
  expect(named()).toEqual([`CALENDAR ${YEAR}`, `CALENDAR ${YEAR}`])
})

it('results of a year that cannot be read leave the other years of their school', async () => {
  await makeUnreadable(api.table, { pk: 'SCHOOL#99AC00', sk: `RESULTS#${YEAR}#LTO` })
  const { schoolId } = schools.four
  await api.events.append(recordOf({ schoolId, schoolYear: formerYear as SchoolYear }, undefined, given()))
  expect((await list(paths.monitorings(schoolId))).map(one => one.schoolYear)).toEqual([formerYear])
})

describe('a part of a list', () => {
  const ids = ['11AA00', '22AA00', '33AA00', '44AA00', '55AA00', '66AA00', '77AA00'] as SchoolId[]
  const damaged = ['11AA00', '22AA00', '44AA00', '77AA00'] as SchoolId[]

  it('goes on where all of the part before could not be read', async () => {
    const table = fakeTable()
    const log = dynamoEventStore(table)
    for (const schoolId of ids) await log.append(recordOf({ schoolId, schoolYear }, undefined, given()))
    for (const schoolId of damaged)
      await makeUnreadable(table, logItemKey({ schoolId, schoolYear, version: 1 }))
    const parts: SchoolId[][] = []
    let place: string | undefined
    do {
      const part = await log.headsAfter(schoolYear, place, 2)
      parts.push(part.heads.map(({ schoolId }) => schoolId))
      place = part.next
    } while (place)
    expect(parts).toEqual([[], ['33AA00'], ['55AA00', '66AA00'], []])
  })

  it('is as long as was asked for, while there are schools that can be read', async () => {
    const table = fakeTable()
    const directory = dynamoDirectory(table)
    await directory.saveSchools(ids.map(schoolId => aSchool({ schoolId, schoolName: `School ${schoolId}` })))
    for (const schoolId of damaged) await makeUnreadable(table, schoolKey(schoolId))
    const first = await directory.schoolsByName({ limit: 2 })
    expect(first.map(({ schoolId }) => schoolId)).toEqual(['33AA00', '55AA00'])
    expect(await directory.schoolsByName({ limit: 9 })).toHaveLength(3)
  })
})
