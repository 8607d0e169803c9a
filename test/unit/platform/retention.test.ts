import { describe, expect, it } from 'vitest'
import {
  daysAfter,
  hasExpired,
  itemExpiresAt,
  schoolYearExpiresAt,
  timeToLive,
} from '../../../shared/platform/retention.ts'
import { instantFrom } from '../../../shared/platform/time.ts'

describe('what belongs to a school year', () => {
  it.each([
    ['2026-2027', '2032-08-01T00:00:00.000Z'],
    ['2027-2028', '2033-08-01T00:00:00.000Z'],
    ['1999-2000', '2005-08-01T00:00:00.000Z'],
  ])('expires on 1 August, five years after it ended: of %s at %s', (schoolYear, expiry) => {
    expect(schoolYearExpiresAt(schoolYear)).toBe(expiry)
  })

  it('is kept for 400 days at least, where it was written late', () => {
    const expiry = (writtenAt: string) => itemExpiresAt('2026-2027', instantFrom(writtenAt))
    expect(expiry('2027-05-11T12:00:00Z')).toBe('2032-08-01T00:00:00.000Z')
    expect(expiry('2031-06-28T00:00:00Z')).toBe('2032-08-01T00:00:00.000Z')
    expect(expiry('2031-06-28T00:00:01Z')).toBe('2032-08-01T00:00:01.000Z')
    expect(expiry('2040-01-01T00:00:00Z')).toBe('2041-02-04T00:00:00.000Z')
  })

  it('has an expiry in the last year that has a name', () => {
    expect(timeToLive(schoolYearExpiresAt('9998-9999'))).toEqual({ keptUntil: Date.UTC(10004, 7, 1) / 1000 })
  })
})

describe('what is kept for days', () => {
  it('is kept to the second, in whole seconds as DynamoDB counts them', () => {
    expect(timeToLive(daysAfter(instantFrom('2027-05-11T12:03:00.999Z'), 90))).toEqual({
      keptUntil: Date.UTC(2027, 7, 9, 12, 3, 0) / 1000,
    })
  })

  it('is gone from that moment on', () => {
    const expiresAt = instantFrom('2027-05-12T12:00:00Z')
    expect(hasExpired(expiresAt, instantFrom('2027-05-12T11:59:59.999Z'))).toBe(false)
    expect(hasExpired(expiresAt, expiresAt)).toBe(true)
  })
})
