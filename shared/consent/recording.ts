import { type Instant, secondsAfter } from '../platform/time.ts'
import type { TraceId } from '../platform/trace.ts'
import { evolve } from './evolve.ts'
import type { ConsentEvent, Effects, LogKey, LogRecord } from './log.ts'
import { transitions } from './transitions.ts'

/** How long one worker may be busy with an event before another takes it up. Longer than any function may run. */
const LEASE_SECONDS = 120

/** A log begins with a save, which has a trace. */
const noTrace = '0'.repeat(32) as TraceId

export const leaseFrom = (now: Instant): Instant => secondsAfter(now, LEASE_SECONDS)

/** The request that asked for an event: its fingerprint, where a repetition of it is to be known, and its trace. */
export type AskedBy = Pick<LogRecord, 'request' | 'traceId'>

/** The record that follows `head` when `event` happens. What happens by itself belongs to the trace of what came before. */
export const recordOf = (
  key: LogKey,
  head: LogRecord | undefined,
  event: ConsentEvent,
  askedBy: AskedBy = { request: null, traceId: head?.traceId ?? noTrace },
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
    ...askedBy,
    state: evolve(head?.state, event, version),
    effects: firstEffects(type),
    // An attempt an operator asks for may be taken up at once; with all else the writer, or its stream, is busy already.
    nextAttemptAt: type === 'delivery-retried' ? at : leaseFrom(at),
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
