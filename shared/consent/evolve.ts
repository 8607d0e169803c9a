import type { BoardId } from '../directory/identifiers.ts'
import { pending } from '../outbox/mailing.ts'
import { leaseFrom } from '../outbox/outbox.ts'
import type { TraceId } from '../platform/trace.ts'
import { signatureOf } from './consent.ts'
import { editableUntil } from './deadline.ts'
import type { ConsentEvent, Effects, LogKey, LogRecord, LogState } from './log.ts'
import { mayFollow, transitions } from './transitions.ts'

/**
 * The state after an event: `version` is the event's number.
 * Throws where the event cannot follow, which `decide` never lets happen.
 */
export const evolve = (state: LogState | undefined, event: ConsentEvent, version: number): LogState => {
  if (!mayFollow(event.type, state?.phase ?? 'none'))
    throw new Error(`${event.type} cannot follow ${state?.phase ?? 'none'}`)
  if (event.type === 'given') return afterGiven(event, version)
  return { ...after(state!, event, version), phase: transitions[event.type].to }
}

const afterGiven = (event: ConsentEvent & { type: 'given' }, version: number): LogState => ({
  phase: 'given',
  consent: {
    terms: event.terms,
    boardId: event.boardId,
    schoolName: event.schoolName,
    reportDigest: event.reportDigest,
    given: signatureOf(event),
    changed: null,
    withdrawn: null,
  },
  savedVersion: version,
  consentVersion: version,
  resultsClosed: false,
  runStartedAt: null,
  attempts: 0,
  receipt: null,
})

const after = (
  state: LogState,
  event: Exclude<ConsentEvent, { type: 'given' }>,
  version: number,
): LogState => {
  const { consent } = state
  switch (event.type) {
    case 'changed': {
      const { terms, reportDigest } = event
      return {
        ...state,
        consent: { ...consent, terms, reportDigest, changed: signatureOf(event) },
        savedVersion: version,
        consentVersion: version,
      }
    }
    case 'withdrawn':
      return {
        ...state,
        consent: { ...consent, withdrawn: signatureOf(event) },
        savedVersion: version,
      }
    case 'results-changed':
      return {
        ...state,
        consent: { ...consent, reportDigest: event.reportDigest },
        // An import that began before the deadline may end after it: the delivery keeps the name it had at 00:00.
        consentVersion: event.at < editableUntil(state) ? version : state.consentVersion,
      }
    case 'delivery-started':
    case 'delivery-retried':
      return { ...state, runStartedAt: event.at, resultsClosed: true }
    case 'nothing-to-deliver':
      // Where there were none at all they may still come: without them no consent can be given again (rule 6).
      return { ...state, resultsClosed: !event.withoutResults }
    case 'delivered':
      return { ...state, receipt: event.receipt, attempts: event.attempts }
    case 'delivery-failed':
      return { ...state, attempts: event.attempts }
  }
}

/** A log begins with a save, which has a trace. */
const noTrace = '0'.repeat(32) as TraceId

/** The request that asked for an event: its fingerprint, where a repetition of it is to be known, and its trace. */
export type AskedBy = Pick<LogRecord, 'request' | 'traceId'> & {
  /** Of a save, the board that the school has now. */
  boardId?: BoardId
}

/** The record that follows `head` when `event` happens. What happens by itself belongs to the trace of what came before. */
export const recordOf = (
  key: LogKey,
  head: LogRecord | undefined,
  event: ConsentEvent,
  { boardId, ...askedBy }: AskedBy = { request: null, traceId: head?.traceId ?? noTrace },
): LogRecord => {
  const version = (head?.version ?? 0) + 1
  const { type, at, by } = event
  const state = evolve(head?.state, event, version)
  const presentBoardId = boardId && boardId !== state.consent.boardId ? boardId : null
  return {
    schoolId: key.schoolId,
    schoolYear: key.schoolYear,
    version,
    type,
    at,
    by,
    ...askedBy,
    presentBoardId,
    state,
    effects: firstEffects({ type, state, presentBoardId }),
    // An attempt an operator asks for may be taken up at once; with all else the writer, or its stream, is busy already.
    nextAttemptAt: type === 'delivery-retried' ? at : leaseFrom(at),
  }
}

/** What is to be done about an event, nothing of which is done. */
export const firstEffects = ({
  type,
  state,
  presentBoardId,
}: Pick<LogRecord, 'type' | 'state' | 'presentBoardId'>): Effects => ({
  attempts: 0,
  posts: 0,
  planned: !transitions[type].plans,
  mails: transitions[type].mails
    ? { [state.consent.boardId]: pending, ...(presentBoardId && { [presentBoardId]: pending }) }
    : {},
})
