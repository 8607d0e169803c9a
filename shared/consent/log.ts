import * as z from 'zod/mini'
import type { BoardId, SchoolId, SchoolYear } from '../directory/identifiers.ts'
import { mailFields } from '../outbox/mailing.ts'
import { compiled } from '../platform/compiled.ts'
import { count, instant } from '../platform/stored.ts'
import type { Instant } from '../platform/time.ts'
import type { TraceId } from '../platform/trace.ts'
import type { Consent, Person } from './consent.ts'
import type { ConsentTerms } from './terms.ts'
import type { EventType, Phase } from './transitions.ts'

/** The one log of a school in a school year. */
export interface LogKey {
  schoolId: SchoolId
  schoolYear: SchoolYear
}

interface Happened {
  at: Instant
  /** Null where nobody did it: the service itself, on time or on newer results. */
  by: Person | null
}

/** What can happen to a consent and its delivery. */
export type ConsentEvent =
  | (Happened & {
      type: 'given'
      by: Person
      terms: ConsentTerms
      boardId: Consent['boardId']
      schoolName: string
      reportDigest: string | null
    })
  | (Happened & { type: 'changed'; by: Person; terms: ConsentTerms; reportDigest: string | null })
  | (Happened & { type: 'withdrawn'; by: Person })
  | (Happened & { type: 'results-changed'; reportDigest: string | null })
  | (Happened & { type: 'delivery-started' })
  | (Happened & { type: 'nothing-to-deliver'; withoutResults?: boolean })
  | (Happened & { type: 'delivered'; receipt: Receipt; attempts: number })
  | (Happened & { type: 'delivery-failed'; attempts: number })
  | (Happened & { type: 'delivery-retried'; by: Person })

/** What the inspectorate answered: its own number and moment. */
export const receiptFields = { receiptId: z.string(), receivedAt: instant }

export type Receipt = z.output<z.ZodMiniObject<typeof receiptFields>>

/** What follows from all events up to one of them. */
export interface LogState {
  phase: Exclude<Phase, 'none'>
  consent: Consent
  /** Version of the last save: its mail is the one `notification` tells of. */
  savedVersion: number
  /** Version in force at 00:00 of the delivery date: it names the delivery, over all its attempts. */
  consentVersion: number
  /** Results stay closed after a delivery that brought nothing, until a consent for a later date is given. */
  resultsClosed: boolean
  /** When the present run of attempts began (started, or retried by an operator). */
  runStartedAt: Instant | null
  /** POSTs to the inspectorate in runs that ended. */
  attempts: number
  receipt: Receipt | null
}

/**
 * The effect record of an event, beside its facts: what has been done about it. A hint, shown to people, from which
 * nothing is decided but when to try again.
 */
export const effectsFields = {
  /** How often the effects of this event were taken up. */
  attempts: count,
  /** Of a delivery in progress, the POSTs of its present run; counted before they are made. */
  posts: count,
  /** Of the last of them whose answer is unknown, the latest moment at which its sender gave up on it. */
  unansweredSince: z.optional(instant),
  /** With what status it was refused, where that is not said before an earlier request can arrive no more. */
  refused: z.optional(count),
  /** Of a delivery in progress that waits for its next attempt with no message on the queue: since when. */
  waitsSince: z.optional(instant),
  /** Whether the schedule fits this event. */
  planned: z.boolean(),
  /** By board; none where no board is mailed about it. */
  mails: z.record(z.string(), compiled(mailFields)),
}

export type Effects = z.output<z.core.$ZodObject<typeof effectsFields>>

/** One event: what happened, who did it, and the state that follows. */
export interface RecordedFacts extends LogKey {
  /** Counts from 1 without gaps. */
  version: number
  type: EventType
  at: Instant
  by: Person | null
  /** Fingerprint of the request that made it, by which its repetition is known. */
  request: string | null
  /** Of the request that made it; where nobody asked for it, that of the event before. */
  traceId: TraceId
  /** Of a save, the board that the school had then, where that was another than the consent's. */
  presentBoardId: BoardId | null
  state: LogState
}

/** One event as the log holds it: its facts, and beside them the effect record. */
export interface LogRecord extends RecordedFacts {
  effects: Effects
  /** When to try next what is still to be done; null once nothing is. */
  nextAttemptAt: Instant | null
}
