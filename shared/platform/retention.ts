import { type Instant, millisecondsOf, secondsAfter } from './time.ts'

/** Until when an item is kept: DynamoDB's time to live, in seconds since 1970-01-01T00:00Z; within days after, it is gone. */
export interface Kept {
  readonly keptUntil: number
}

const YEARS = 5

/**
 * What belongs to a school year: until the first 1 August (UTC) when five years have passed, so that all of one year goes
 * at once. Who else keeps what for how long: docs/retention.md.
 */
export const keptForYears = (from: Instant): Kept => {
  const [year, month] = from.split('-').map(Number) as [number, number]
  return { keptUntil: Date.UTC(year + YEARS + (month < 8 ? 0 : 1), 7, 1) / 1000 }
}

export const keptForDays = (days: number, from: Instant): Kept => ({
  keptUntil: Math.floor(millisecondsOf(secondsAfter(from, days * 24 * 3600)) / 1000),
})

export const isKept = ({ keptUntil }: Kept, now: Instant): boolean => keptUntil * 1000 > millisecondsOf(now)
