import { type Clock, type Instant, secondsAfter } from '../platform/time.ts'
import { LONGEST_PAUSE_SECONDS, pauseSeconds } from './retry.ts'

/** Something stored about which more is to be done. Its effect record is a hint: it only says when to try next, and how often. */
export interface Entry {
  effects: { readonly attempts: number }
  /** When to try next what is still to be done; null once nothing is. */
  nextAttemptAt: Instant | null
}

/** The key of an entry, and when it is to be looked at. */
export type Due<Key> = Key & { readonly nextAttemptAt: Instant }

export interface Outcomes<Of extends Entry> {
  /**
   * Replaces the effect record if nobody has since the entry was read; null where nothing is left. `false` where somebody
   * has: the work is theirs then.
   */
  saveOutcome(entry: Of, effects: Of['effects'], nextAttemptAt: Instant | null): Promise<boolean>
}

export interface Failures<Key> {
  /**
   * Counts that an entry could not be read, and sets it aside at the third time: it is due no more until an operator takes
   * it up again. Answers whether it was set aside now.
   */
  fail(key: Key): Promise<boolean>
}

/** How long one worker may be busy with an entry before another takes it up. Longer than any function may run. */
const LEASE_SECONDS = 120

/** Longer than `process-events` may run, which comes to new entries. */
export const SHORTEST_LEASE_SECONDS = 65

/** By then whatever is still to be done is due, in hand or not. */
export const LONGEST_WAIT_SECONDS = LONGEST_PAUSE_SECONDS + LEASE_SECONDS

export const leaseFrom = (now: Instant): Instant => secondsAfter(now, LEASE_SECONDS)

/** Takes the lease on an entry and counts the attempt; undefined where somebody else was first. */
export const claim = async <Of extends Entry>(
  outbox: Outcomes<Of>,
  entry: Of,
  now: Instant,
  effects: Of['effects'] = entry.effects,
): Promise<Of | undefined> => {
  const nextAttemptAt = firstLease(entry, now) ?? leaseFrom(now)
  const counted = { ...effects, attempts: effects.attempts + 1 }
  if (!(await outbox.saveOutcome(entry, counted, nextAttemptAt))) return undefined
  return { ...entry, effects: counted, nextAttemptAt }
}

/** The lease an entry was born with is kept where it lasts long enough: to move it costs two write units in the index. */
const firstLease = ({ effects, nextAttemptAt }: Entry, now: Instant): Instant | undefined =>
  effects.attempts === 0 && nextAttemptAt && nextAttemptAt >= secondsAfter(now, SHORTEST_LEASE_SECONDS)
    ? nextAttemptAt
    : undefined

interface RetryPorts {
  clock: Clock
  /** A number in [0, 1). */
  random: () => number
}

/** When to try again what did not succeed. */
export const retryAt = ({ clock, random }: RetryPorts, { effects }: Entry): Instant =>
  secondsAfter(clock(), pauseSeconds(effects.attempts, random()))
