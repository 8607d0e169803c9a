import type { BoardId } from '../directory/identifiers.ts'
import { pending } from '../outbox/mailing.ts'
import { leaseFrom } from '../outbox/outbox.ts'
import type { TraceId } from '../platform/trace.ts'
import { evolve } from './evolve.ts'
import type { ConsentEvent, Effects, LogKey, LogRecord } from './log.ts'
import { transitions } from './transitions.ts'

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
