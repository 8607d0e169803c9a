import { describe, expect, it } from 'vitest'
import { logItemKey } from '../../../shared/consent/adapters/dynamo-event-store.ts'
import { schoolStatusesOf } from '../../../shared/consent/school-statuses.ts'
import type { SchoolId } from '../../../shared/directory/identifiers.ts'
import { aSchool, given, history, results, schoolId, schoolYear } from '../../support/builders.ts'
import { fakeStores } from '../../support/stores.ts'
import { makeUnreadable } from '../../support/unreadable.ts'

describe('where schools stand', () => {
  it('follows from the newest event of each and whether it has results', async () => {
    const { events, store, directory } = fakeStores()
    const [withResults, withNothing] = ['99AB00', '99AC00'] as SchoolId[]
    const [record] = history(given())
    await events.append(record!)
    const schools = [schoolId, withResults!, withNothing!].map(id => aSchool({ schoolId: id }))
    await directory.saveSchools(schools)
    for (const id of [schoolId, withResults!]) await store.saveResults(id, schoolYear, results.results[0]!)
    const schoolStatusOf = await schoolStatusesOf({ events, store }, schools, schoolYear)
    expect(schoolStatusOf(schoolId)).toMatchObject({
      status: 'consent-given',
      hasResults: true,
      head: { version: 1, state: record!.state },
    })
    expect(schoolStatusOf(withResults!)).toEqual({
      status: 'awaiting-consent',
      hasResults: true,
      head: undefined,
    })
    expect(schoolStatusOf(withNothing!)).toEqual({ status: 'no-results', hasResults: false, head: undefined })
  })

  it('is not known of a school whose newest event cannot be read', async () => {
    const { table, events, store } = fakeStores()
    const [record] = history(given())
    await events.append(record!)
    await makeUnreadable(table, logItemKey(record!))
    const schoolStatusOf = await schoolStatusesOf({ events, store }, [aSchool()], schoolYear)
    expect(schoolStatusOf(schoolId)).toBeUndefined()
  })
})
