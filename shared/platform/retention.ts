import { type Instant, instantFromMilliseconds, millisecondsOf, secondsAfter } from './time.ts'

/** How many years after a school year has ended what belongs to it is kept: docs/retention.md. */
const YEARS = 5

/**
 * Until when all that belongs to a school year (`2026-2027`) is kept: 1 August (UTC), five years after it ended. It follows
 * from the year alone, so that no part of it outlives another.
 */
export const schoolYearExpiresAt = (schoolYear: string): Instant =>
  instantFromMilliseconds(Date.UTC(Number(schoolYear.slice(5)) + YEARS, 7, 1))

export const daysAfter = (moment: Instant, days: number): Instant => secondsAfter(moment, days * 24 * 3600)

/** A year and a month: as long as what is brought in of a school year that ended long ago is kept at least. */
const LATE_DAYS = 400

/** Until when an item of a school year is kept that was written at that moment. */
export const itemExpiresAt = (schoolYear: string, writtenAt: Instant): Instant => {
  const [ofYear, atLeast] = [schoolYearExpiresAt(schoolYear), daysAfter(writtenAt, LATE_DAYS)]
  return ofYear > atLeast ? ofYear : atLeast
}

export const hasExpired = (expiresAt: Instant, now: Instant): boolean =>
  millisecondsOf(expiresAt) <= millisecondsOf(now)

/** An item's time to live as DynamoDB counts it, in seconds since 1970-01-01T00:00Z; within days after, it is gone. */
export const timeToLive = (expiresAt: Instant) => ({
  keptUntil: Math.floor(millisecondsOf(expiresAt) / 1000),
})
