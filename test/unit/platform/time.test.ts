import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import {
  dayInWords,
  dayOf,
  daysBefore,
  instantFrom,
  type LocalDate,
  localDateFrom,
  localDateTimeOf,
  momentInFigures,
  momentInWords,
  secondsAfter,
  startOf,
} from '../../../shared/platform/time.ts'

const day = (text: string): LocalDate => localDateFrom(text)!
const anyDay = fc
  .integer({ min: 0, max: 3652 })
  .map(number => day(Temporal.PlainDate.from('2026-08-01').add({ days: number }).toString()))

describe('a moment', () => {
  it.each([
    ['2027-05-11T14:03:00+02:00', '2027-05-11T12:03:00.000Z'],
    ['2027-05-11T12:03:00Z', '2027-05-11T12:03:00.000Z'],
    ['2027-05-11T12:03:00.0019Z', '2027-05-11T12:03:00.001Z'],
    ['2027-05-11T14:03+02:00[Europe/Amsterdam]', '2027-05-11T12:03:00.000Z'],
  ])('%s is read as %s', (text, moment) => {
    expect(instantFrom(text)).toBe(moment)
  })

  it.each(['', '2027-05-11', '2027-05-11T14:03:00', '11 mei 2027', '2027-02-30T00:00:00Z'])(
    'is not %j: no moment without an offset',
    text => {
      expect(() => instantFrom(text)).toThrow(RangeError)
    },
  )

  it('some seconds later is exactly so much later, also across a change of the clock', () => {
    expect(secondsAfter(instantFrom('2027-03-28T00:59:59.5Z'), 1.25)).toBe('2027-03-28T01:00:00.750Z')
    expect(secondsAfter(instantFrom('2027-03-28T01:00:00Z'), -1)).toBe('2027-03-28T00:59:59.000Z')
  })
})

describe('a day in Amsterdam', () => {
  it.each([
    ['2027-06-30T21:59:59.999Z', '2027-06-30'],
    ['2027-06-30T22:00:00.000Z', '2027-07-01'],
    ['2027-01-31T22:59:59.999Z', '2027-01-31'],
    ['2027-01-31T23:00:00.000Z', '2027-02-01'],
    ['2026-12-31T23:00:00.000Z', '2027-01-01'],
    ['2027-03-28T21:59:59.999Z', '2027-03-28'],
    ['2027-10-31T22:59:59.999Z', '2027-10-31'],
  ])('at %s it is %s', (moment, date) => {
    expect(dayOf(instantFrom(moment))).toBe(date)
  })

  it('begins at its first millisecond, and not one before', () => {
    fc.assert(
      fc.property(anyDay, date => {
        expect(dayOf(startOf(date))).toBe(date)
        expect(dayOf(secondsAfter(startOf(date), -0.001)) < date).toBe(true)
      }),
    )
  })

  it('is known also after more moments than are remembered', () => {
    for (let minute = 0; minute < 2000; minute += 1)
      dayOf(secondsAfter(instantFrom('2027-06-30T22:00:00Z'), minute * 60))
    expect(dayOf(instantFrom('2027-06-30T21:59:59.999Z'))).toBe('2027-06-30')
  })

  it('has clocks that are read to the second, as the scheduler takes them', () => {
    expect(localDateTimeOf(instantFrom('2027-07-01T05:12:30.250Z'))).toBe('2027-07-01T07:12:30')
  })

  it.each([
    ['2027-04-05', 14, '2027-03-22'],
    ['2027-11-07', 14, '2027-10-24'],
    ['2028-03-01', 1, '2028-02-29'],
    ['2027-01-02', 3, '2026-12-30'],
    ['2027-07-01', 0, '2027-07-01'],
  ])('before %s by %d is %s, whatever the clock does in between', (date, days, earlier) => {
    expect(daysBefore(day(date), days)).toBe(earlier)
  })
})

describe('in words', () => {
  it('a day is a number, a month and a year', () => {
    expect(dayInWords(day('2027-07-01'))).toBe('1 juli 2027')
    const months = Array.from({ length: 12 }, (_, month) =>
      dayInWords(day(`2027-${String(month + 1).padStart(2, '0')}-09`)),
    )
    expect(months.map(words => words.split(' ')[1])).toEqual(
      'januari februari maart april mei juni juli augustus september oktober november december'.split(' '),
    )
  })

  it('a moment is what calendar and clock in Amsterdam say', () => {
    expect(momentInWords(instantFrom('2027-05-11T12:03:59.999Z'))).toBe('11 mei 2027 14:03')
    expect(momentInWords(instantFrom('2026-12-31T23:05:00Z'))).toBe('1 januari 2027 00:05')
  })

  it('a moment in a table is in figures, to the minute', () => {
    expect(momentInFigures(instantFrom('2027-05-11T12:03:59.999Z'))).toBe('2027-05-11 14:03')
  })
})
