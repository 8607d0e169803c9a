import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dynamoCalendar } from '../../shared/directory/adapters/dynamo-calendar.ts'
import type { SchoolYear } from '../../shared/directory/identifiers.ts'
import type { Calendar } from '../../shared/directory/ports.ts'
import { schoolYear, window } from '../support/builders.ts'
import { InMemoryCalendar } from '../support/doubles/calendar.ts'
import { type StoreSource, storesOf } from '../support/stores.ts'

const stores = storesOf<Calendar>(() => new InMemoryCalendar(), dynamoCalendar)
const nextYear = '2027-2028' as SchoolYear
const windows = [
  window('2027-07-01'),
  window('2027-06-01', '2027-06-14'),
  window('2028-01-31', '2028-01-31', 'not-delivered'),
]

describe.each(stores)('the calendar $name', ({ start }) => {
  let source: StoreSource<Calendar>
  let calendar: Calendar
  beforeAll(async () => {
    source = await start()
  })
  afterAll(() => source.stop())
  beforeEach(async () => {
    calendar = await source.fresh()
  })

  it('is empty for every school year at first', async () => {
    expect(await calendar.windows(schoolYear)).toEqual([])
    expect(await calendar.schoolYears()).toEqual([])
  })

  it('gives back the windows of a school year as the operator set them', async () => {
    await calendar.save(schoolYear, windows)
    expect(await calendar.windows(schoolYear)).toStrictEqual(windows)
    expect(await calendar.windows(nextYear)).toEqual([])
  })

  it('replaces all windows of that school year, and of no other', async () => {
    await calendar.save(schoolYear, windows)
    await calendar.save(nextYear, [window('2028-07-01')])
    await calendar.save(schoolYear, windows.slice(1, 2))
    expect(await calendar.windows(schoolYear)).toStrictEqual(windows.slice(1, 2))
    expect(await calendar.windows(nextYear)).toStrictEqual([window('2028-07-01')])
  })

  it('knows which school years have one, an empty one too', async () => {
    await calendar.save(nextYear, windows)
    await calendar.save(schoolYear, [])
    expect([...(await calendar.schoolYears())].sort()).toEqual([schoolYear, nextYear])
    expect(await calendar.windows(schoolYear)).toEqual([])
  })
})
