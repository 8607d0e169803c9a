import { type Instant, secondsAfter } from '../platform/time.ts'

/**
 * What is tried for others, a mail or a delivery, outlasts an outage of seven days. The half day is for what then
 * waits, where the other side takes it a few at a time.
 */
const PATIENCE_SECONDS = 7 * 24 * 3600 + 12 * 3600

/** The longest that one waits by itself. Where more wait than a sweep takes up, some of them notice the end of an outage. */
export const LONGEST_PAUSE_SECONDS = 600
export const FIRST_PAUSE_SECONDS = 30

/** What waits without a message is found by the sweep, which comes by so often and takes up those that wait for longest. */
export const SWEEP_SECONDS = 300

export const isGivenUp = (since: Instant, now: Instant): boolean =>
  now >= secondsAfter(since, PATIENCE_SECONDS)

/**
 * Seconds until the next attempt: doubling from half a minute, with jitter (`random` in [0, 1)) so that many do not
 * come back at once, and not before the other side asked for, up to ten minutes.
 */
export const pauseSeconds = (attempts: number, random: number, atLeast = 0): number => {
  const longest = Math.min(FIRST_PAUSE_SECONDS * 2 ** (attempts - 1), LONGEST_PAUSE_SECONDS)
  const jittered = longest / 2 + (longest / 2) * random
  return Math.ceil(Math.min(Math.max(jittered, atLeast), LONGEST_PAUSE_SECONDS))
}
