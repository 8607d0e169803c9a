import type { BoardId } from '../directory/identifiers.ts'
import type { DeliveryWindow, School } from '../directory/ports.ts'
import type { MonitoringData } from '../monitoring/ports.ts'
import { type Report, reportOf } from '../monitoring/report.ts'
import { pending } from '../outbox/mailing.ts'
import { leaseFrom } from '../outbox/outbox.ts'
import { dayOf, type Instant, type LocalDate } from '../platform/time.ts'
import type { TraceId } from '../platform/trace.ts'
import { type Consent, type Person, signatureOf } from './consent.ts'
import { editableUntil } from './deadline.ts'
import type { ConsentEvent, Effects, LogKey, LogRecord, LogState } from './log.ts'
import { closedFor, type Obstacle, obstaclesTo } from './obstacles.ts'
import { subjectOf } from './subject.ts'
import type { ConsentTerms } from './terms.ts'
import { mayFollow, transitions } from './transitions.ts'
import { isOffered } from './windows.ts'

export type Command =
  | { kind: 'save'; terms: ConsentTerms; by: Person; at: Instant }
  | { kind: 'withdraw'; by: Person; at: Instant }

/** What a save depends on beside the log: the calendar, the results and who can be mailed. */
export interface SaveContext {
  school: School
  schoolYear: LogKey['schoolYear']
  windows: readonly DeliveryWindow[]
  data: MonitoringData
  /** Of the board the school has now. */
  boardHasAdministrators: boolean
}

export type Conflict =
  | 'already-delivered'
  | 'consent-locked'
  | 'consent-withdrawn'
  | Exclude<Obstacle, 'no-delivery-window'>

export interface TermsFault {
  pointer: '/level' | '/deliveryDate'
  code: 'level-not-allowed' | 'date-too-early' | 'date-not-offered'
}

/** Why a command is refused: for a conflict (409), or for all faults that depend on calendar and results (400). */
export type Refusal = { conflict: Conflict } | { faults: readonly TermsFault[] }

export type Decision = { event: ConsentEvent } | Refusal

/** Rules 1 to 6: whether a save or a withdrawal is accepted, and which event it is. */
export const decide = (state: LogState | undefined, command: Command, context: SaveContext): Decision => {
  const closed = closedFor(state, command.at)
  if (closed) return { conflict: closed }
  return command.kind === 'save' ? decideSave(state, command, context) : decideWithdrawal(state, command)
}

const decideWithdrawal = (state: LogState | undefined, { by, at }: Command): Decision =>
  state === undefined || state.phase === 'withdrawn'
    ? { conflict: 'consent-withdrawn' }
    : { event: { type: 'withdrawn', by, at } }

const decideSave = (
  state: LogState | undefined,
  { terms, by, at }: Command & { kind: 'save' },
  context: SaveContext,
): Decision => {
  const inForce = state?.phase === 'given' ? state.consent : undefined
  const subject = subjectOf(context.school, context.schoolYear, state)
  const { boardId, schoolName } = subject
  const hasResults = context.data.results.length > 0
  const [obstacle] = obstaclesTo(state, { ...context, hasResults }, at)
  // That no window is left is told of the date that was asked for, with all else that is wrong.
  if (obstacle && obstacle !== 'no-delivery-window') return { conflict: obstacle }

  const report = reportOf(subject, context.data, terms.level)
  const faults = [...levelFaults(report), ...dateFaults(terms.deliveryDate, at, inForce, context.windows)]
  if (!report || faults.length > 0) return { faults }

  const { digest: reportDigest } = report
  return inForce
    ? { event: { type: 'changed', by, at, terms, reportDigest } }
    : { event: { type: 'given', by, at, terms, boardId, schoolName, reportDigest } }
}

/** Rule 3: with results there is a report at every level that is allowed, if an empty one. */
const levelFaults = (report: Report | undefined): readonly TermsFault[] =>
  report ? [] : [{ pointer: '/level', code: 'level-not-allowed' }]

/** Rules 1 and 2. */
const dateFaults = (
  date: LocalDate,
  now: Instant,
  inForce: Consent | undefined,
  windows: readonly DeliveryWindow[],
): readonly TermsFault[] => {
  if (date <= dayOf(now)) return [{ pointer: '/deliveryDate', code: 'date-too-early' }]
  return date === inForce?.terms.deliveryDate || isOffered(date, windows)
    ? []
    : [{ pointer: '/deliveryDate', code: 'date-not-offered' }]
}

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
