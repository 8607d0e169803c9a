import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isGivenUp, pauseSeconds } from '../../../shared/outbox/retry.ts'
import { instantFrom } from '../../../shared/platform/time.ts'

const attempts = fc.integer({ min: 1, max: 5000 })
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('the pause before the next attempt', () => {
  it('doubles from half a minute to ten minutes', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map(attempt => pauseSeconds(attempt, 0.999_999))).toEqual([
      30, 60, 120, 240, 480, 600, 600,
    ])
  })

  it('is a whole number of seconds, from half of that to all of it', () => {
    fc.assert(
      fc.property(attempts, random, (attempt, chance) => {
        const pause = pauseSeconds(attempt, chance)
        const longest = pauseSeconds(attempt, 0.999_999_999)
        expect(Number.isInteger(pause)).toBe(true)
        expect(pause).toBeGreaterThanOrEqual(longest / 2)
        expect(pause).toBeLessThanOrEqual(longest)
      }),
    )
  })

  it('is spread by chance, so that many do not come back at once', () => {
    expect(new Set([0, 0.25, 0.5, 0.75].map(chance => pauseSeconds(3, chance))).size).toBe(4)
  })

  it('is at least what the other side asks for, and never more than ten minutes', () => {
    expect(pauseSeconds(1, 0, 90)).toBe(90)
    expect(pauseSeconds(1, 0, 7200)).toBe(600)
    expect(pauseSeconds(5, 0.5, 10)).toBe(360)
  })
})

describe('what others do not take', () => {
  const since = instantFrom('2027-07-01T05:44:00Z')

  it('is tried for seven days, and for the half day after in which all that waited gets through', () => {
    expect(isGivenUp(since, instantFrom('2027-07-08T05:44:00Z'))).toBe(false)
    expect(isGivenUp(since, instantFrom('2027-07-08T17:43:59.999Z'))).toBe(false)
  })

  it('is given up after', () => {
    expect(isGivenUp(since, instantFrom('2027-07-08T17:44:00Z'))).toBe(true)
  })
})
