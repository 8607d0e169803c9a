import { type Instant, secondsAfter } from '../platform/time.ts'
import { evolve } from './evolve.ts'
import type { ConsentEvent, Effects, LogKey, LogRecord } from './log.ts'
import { transitions } from './transitions.ts'

/** How long one worker may be busy with an event before another takes it up. Longer than any function may run. */
const LEASE_SECONDS = 120

export const leaseFrom = (now: Instant): Instant => secondsAfter(now, LEASE_SECONDS)

/** The record that follows `head` when `event` happens; `request` is the fingerprint of the request that asked for it. */
export const recordOf = (
  key: LogKey,
  head: LogRecord | undefined,
  event: ConsentEvent,
  request: string | null = null,
): LogRecord => {
  const version = (head?.version ?? 0) + 1
  const { type, at, by } = event
  return {
    schoolId: key.schoolId,
    schoolYear: key.schoolYear,
    version,
    type,
    at,
    by,
    request,
    state: evolve(head?.state, event, version),
    effects: firstEffects(type),
    // An attempt an operator asks for may be taken up at once; with all else the writer, or its stream, is busy already.
    openAt: type === 'delivery-retried' ? at : leaseFrom(at),
  }
}

/** What is to be done about an event, nothing of which is done. */
export const firstEffects = (type: ConsentEvent['type']): Effects => ({
  // Who starts a delivery makes its first attempt in the same breath.
  attempts: type === 'delivery-started' ? 1 : 0,
  posts: type === 'delivery-started' ? 1 : 0,
  planned: !transitions[type].plans,
  mail: transitions[type].mails ? { status: 'pending', sentAt: null } : null,
})
