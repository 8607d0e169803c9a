import { describe, expect, it } from 'vitest'
import * as paths from '../support/api/paths.ts'
import { operator, schoolUser } from '../support/api/people.ts'
import { aSchool, boardId, results, schoolId, schoolYear, terms, window } from '../support/builders.ts'
import { countedCalls } from '../support/calls/counted-calls.ts'
import { countedService } from '../support/calls/counted-service.ts'

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
  'a delivery': [12, 13, 9, 5],
  'the effects of a delivery': [11, 13, 8, 6],
}

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

/** A school that can save, and what is asked of AWS where it does. */
const start = async () => {
  const { ports, request, count } = await countedService()
  await ports.directory.saveSchools([aSchool()])
  const items = [{ name: 'B. Beheer', email: 'beheer@bestuur.example.nl' }]
  await ports.directory.saveAdministrators(boardId, { items, reminders: false })
  await ports.calendar.save(schoolYear, [window('2027-07-01')])
  await ports.store.saveResults(schoolId, schoolYear, results.results[0]!)
  const save = (headers: Record<string, string>, body: object = terms(), as = schoolUser(schoolId)) =>
    request(as, { method: 'PUT', url: paths.consent(schoolId), headers, body })
  return { save, count }
}

const create = { 'if-none-match': '*' }

describe('a save', () => {
  it('that is refused, or repeated, reads once and writes nothing', async () => {
    const { save, count } = await start()
    await save(create)
    const repeated = await count(() => save(create))
    // The ledger is asked whether it has what the table has.
    expect(repeated).toMatchObject({ trips: 2, writeUnits: 0 })
    expect(repeated.calls.toSorted()).toEqual(['BatchGetCommand', 'GetObjectCommand', 'QueryCommand'])
    const stale = await count(() => expect(save({ 'if-match': '"9"' })).rejects.toThrow('412'))
    expect(stale).toMatchObject({ trips: 1, writeUnits: 0 })
  })

  // What both read at first, they read together.
  it('reads the one event where somebody else was first', async () => {
    const { save, count } = await start()
    const { calls } = await count(async () => {
      const both = await Promise.allSettled([save(create), save(create, terms({ level: 'school' }))])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    })
    expect(calls.filter(call => call === 'PutCommand')).toHaveLength(2)
    expect(calls.filter(call => call === 'BatchGetCommand')).toHaveLength(2)
  })

  it('that is refused for a role has read no more than its reach', async () => {
    const { save, count } = await start()
    const { calls } = await count(() => expect(save(create, terms(), operator())).rejects.toThrow('403'))
    expect(calls).toEqual(['BatchGetCommand'])
  })
})
