import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, it } from 'vitest'
import { dynamoCalendar } from '../../shared/directory/adapters/dynamo-calendar.ts'
import type { SchoolYear } from '../../shared/directory/identifiers.ts'
import type { Calendar } from '../../shared/directory/ports.ts'
import { schoolYear, window } from '../support/builders.ts'
import { fakeTable } from '../support/stores.ts'
import { onBothTables } from './support/on-both-tables.ts'

const nextYear = '2027-2028' as SchoolYear
const windows = [
  window('2027-07-01'),
  window('2027-06-01', '2027-06-14'),
  window('2028-01-31', '2028-01-31', 'not-delivered'),
]

onBothTables<Calendar>('the calendar', dynamoCalendar, calendar => {
  it('is empty for every school year at first', async () => {
    expect(await calendar.windows(schoolYear)).toEqual([])
    expect(await calendar.years()).toEqual([])
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

  it('replaces the windows that are told of, and no others', async () => {
    const [first, second] = [windows, windows.slice(1, 2)]
    expect(await calendar.save(schoolYear, first, [])).toEqual(first)
    expect(await calendar.save(schoolYear, second, [])).toBeUndefined()
    expect(await calendar.save(schoolYear, second, second)).toBeUndefined()
    expect(await calendar.windows(schoolYear)).toStrictEqual(first)
    expect(await calendar.save(schoolYear, [], first)).toEqual([])
    expect(await calendar.save(schoolYear, second, [])).toEqual(second)
    expect(await calendar.windows(schoolYear)).toStrictEqual(second)
  })

  it('lets one of ten replace what all have read', async () => {
    await calendar.save(schoolYear, windows)
    const days = Array.from({ length: 10 }, (_, number) => [window(`2027-07-1${number}`)])
    const kept = await Promise.all(days.map(day => calendar.save(schoolYear, day, windows)))
    expect(kept.filter(Boolean)).toEqual([await calendar.windows(schoolYear)])
  })

  it('lists the school years that have one, newest first, an empty one too', async () => {
    await calendar.save(schoolYear, [])
    await calendar.save(nextYear, windows)
    expect(await calendar.years()).toStrictEqual([
      { schoolYear: nextYear, deliveryWindows: windows },
      { schoolYear, deliveryWindows: [] },
    ])
    expect(await calendar.windows(schoolYear)).toEqual([])
  })
})

describe('a calendar that was stored without a digest', () => {
  it('is replaced where it is the one that was read', async () => {
    const table = fakeTable()
    const item = { pk: 'CALENDAR', sk: schoolYear, deliveryWindows: windows }
    await table.client.send(new PutCommand({ TableName: table.name, Item: item }))
    const calendar = dynamoCalendar(table)
    expect(await calendar.save(schoolYear, [], windows.slice(1, 2))).toBeUndefined()
    expect(await calendar.save(schoolYear, [], windows)).toEqual([])
  })
})
