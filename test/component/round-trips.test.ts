import { BatchGetCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, it } from 'vitest'
import { make } from '../../functions/consent-api/handler.ts'
import { gateway, type HttpRequest } from '../../infra/local/gateway.ts'
import { dynamoEventStore } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { dynamoRestoreGuard } from '../../shared/consent/adapters/dynamo-restore-guard.ts'
import { durableLog } from '../../shared/consent/durable-log.ts'
import { dynamoCalendar } from '../../shared/directory/adapters/dynamo-calendar.ts'
import { dynamoDirectory } from '../../shared/directory/adapters/dynamo-directory.ts'
import { dynamoKeptReports } from '../../shared/monitoring/adapters/dynamo-kept-reports.ts'
import { dynamoMonitoring } from '../../shared/monitoring/adapters/dynamo-monitoring.ts'
import { aSchool, boardId, may11, results, schoolId, schoolYear, terms, window } from '../support/builders.ts'
import { countedCalls } from '../support/calls/counted-calls.ts'
import { withRoundTrips } from '../support/calls/round-trips.ts'
import { InMemoryLog } from '../support/doubles/log.ts'
import { fakeStores, fakeTable } from '../support/stores.ts'

const path = `/v1/schools/${schoolId}/monitorings/${schoolYear}/consent`
const person = { sub: 'u-1', name: 'M. Jansen', scope: 'monitoring' }

/** Somebody of the school calls, where nobody else is told. */
const start = async (caller: object = { role: 'school', schools: [schoolId] }) => {
  const quiet = fakeTable()
  const { directory, calendar, store, ledger, archive } = fakeStores('current', quiet)
  await directory.saveSchools([aSchool()])
  await directory.saveAdministrators(boardId, {
    items: [{ name: 'B. Beheer', email: 'beheer@bestuur.example.nl' }],
    reminders: false,
  })
  await calendar.save(schoolYear, [window('2027-07-01')])
  await store.saveResults(schoolId, schoolYear, results.results[0]!)
  await dynamoRestoreGuard(quiet).markCurrent()

  const { trips, table } = withRoundTrips(quiet)
  const handler = make({
    clock: () => may11,
    newId: () => 'id-1',
    log: new InMemoryLog(),
    verifier: { verify: async () => ({ ...person, ...caller }) },
    directory: dynamoDirectory(table),
    calendar: dynamoCalendar(table),
    store: dynamoMonitoring(table),
    reports: dynamoKeptReports(table),
    events: durableLog({ store: dynamoEventStore(table), ledger, restoreGuard: dynamoRestoreGuard(table) }),
    archive,
  })
  const nobody = async () => Promise.reject(new Error('not asked'))
  const functions = {
    'consent-api': handler,
    'report-api': nobody,
    'board-api': nobody,
    'operator-api': nobody,
  }
  const answer = gateway(
    functions,
    () => may11,
    () => 'request-1',
  )
  const ask = async (method: string, headers: HttpRequest['headers'] = {}, body: unknown = undefined) => {
    trips.length = 0
    const sent = { authorization: 'Bearer token', 'content-type': 'application/json', ...headers }
    return answer({ method, url: path, headers: sent, body: Buffer.from(body ? JSON.stringify(body) : '') })
  }
  return { trips, ask }
}

const reads = ['BatchGetCommand', 'QueryCommand']

/** Round trips, calls, write units and items read. */
const expectedCalls = {
  'a first save': [3, 4, 3, 4],
  'its effects': [7, 9, 5, 4],
  'a change': [3, 5, 3, 5],
  'the effects of a change': [9, 12, 7, 6],
  'a monitoring': [1, 2, 0, 5],
  'a consent': [1, 2, 0, 3],
  'an overview of 60 schools': [2, 6, 0, 184],
  'an overview of 100 schools': [2, 6, 0, 304],
  'the first page of deliveries': [1, 2, 0, 103],
  'the last page of deliveries': [1, 2, 0, 62],
  'a delivery': [16, 17, 9, 5],
  'the effects of a delivery': [11, 13, 8, 6],
}

/** Which table this is, an instance asks once. */
const _firstReads = [...reads, 'DescribeTableCommand'].sort()

describe('what is asked of AWS', () => {
  it('is no more than it must be, for all that people wait for and what follows from it', async () => {
    const counted = Object.entries(await countedCalls()).map(
      ([what, { trips, calls, writeUnits, itemsRead }]) => [
        what,
        [trips, calls.length, writeUnits, itemsRead],
      ],
    )
    expect(Object.fromEntries(counted)).toEqual(expectedCalls)
  })
})

describe('a save', () => {
  it('that is refused, or repeated, writes nothing', async () => {
    const { trips, ask } = await start()
    await ask('PUT', { 'if-none-match': '*' }, terms())
    expect(await ask('PUT', { 'if-none-match': '*' }, terms())).toMatchObject({ statusCode: 201 })
    expect(trips.map(trip => trip.toSorted())).toEqual([reads])
    expect(await ask('PUT', { 'if-match': '"9"' }, terms())).toMatchObject({ statusCode: 412 })
    expect(trips.map(trip => trip.toSorted())).toEqual([reads])
  })

  it('costs one write unit where somebody else was first, and then reads the one event', async () => {
    const { trips, ask } = await start()
    const [one, other] = await Promise.all([
      ask('PUT', { 'if-none-match': '*' }, terms()),
      ask('PUT', { 'if-none-match': '*' }, { ...terms(), level: 'school' }),
    ])
    expect([one.statusCode, other.statusCode].sort()).toEqual([201, 412])
    expect(trips.at(-1)).toEqual([BatchGetCommand.name])
  })
})

describe('a request that is refused', () => {
  it('for its role has read no more than its reach', async () => {
    const { trips, ask } = await start({ role: 'operator' })
    expect(await ask('PUT', { 'if-none-match': '*' }, terms())).toMatchObject({ statusCode: 403 })
    expect(trips).toEqual([[BatchGetCommand.name]])
  })
})
