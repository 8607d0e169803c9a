import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isKept, type Kept, keptForDays, keptForYears } from '../../../shared/platform/retention.ts'
import { instantFrom, instantFromMilliseconds, millisecondsOf } from '../../../shared/platform/time.ts'

const ends = ({ keptUntil }: Kept) => instantFromMilliseconds(keptUntil * 1000)
const YEAR = 365 * 24 * 3600_000

describe('what belongs to a school year', () => {
  it.each([
    ['2026-09-01T00:00:00Z', '2032-08-01T00:00:00Z'],
    ['2027-07-31T23:59:59.999Z', '2032-08-01T00:00:00Z'],
    ['2027-08-01T00:00:00Z', '2033-08-01T00:00:00Z'],
  ])('goes at once, five years after it at the earliest: of %s at %s', (from, until) => {
    expect(ends(keptForYears(instantFrom(from)))).toBe(instantFrom(until))
  })

  it('is kept for five to six years', () => {
    const moments = fc
      .integer({ min: 1_700_000_000_000, max: 4_000_000_000_000 })
      .map(instantFromMilliseconds)
    fc.assert(
      fc.property(moments, moment => {
        const kept = millisecondsOf(ends(keptForYears(moment))) - millisecondsOf(moment)
        expect(kept).toBeGreaterThan(5 * YEAR)
        expect(kept).toBeLessThan(6.01 * YEAR)
      }),
    )
  })
})

describe('what is kept for days', () => {
  it('is kept to the second, in whole seconds as DynamoDB counts them', () => {
    expect(keptForDays(90, instantFrom('2027-05-11T12:03:00.999Z'))).toEqual({
      keptUntil: Date.UTC(2027, 7, 9, 12, 3, 0) / 1000,
    })
  })

  it('is gone from that moment on', () => {
    const kept = keptForDays(1, instantFrom('2027-05-11T12:00:00Z'))
    expect(isKept(kept, instantFrom('2027-05-12T11:59:59.999Z'))).toBe(true)
    expect(isKept(kept, instantFrom('2027-05-12T12:00:00Z'))).toBe(false)
  })
})
