import type { DeliveryWindow, School } from '../directory/ports.ts'
import type { MonitoringData } from '../monitoring/ports.ts'
import { type Report, reportOf } from '../monitoring/report.ts'
import { dayOf, type Instant, type LocalDate } from '../platform/time.ts'
import type { Consent, Person } from './consent.ts'
import type { ConsentEvent, LogKey, LogState } from './log.ts'
import { closedFor, type Obstacle, obstaclesTo } from './obstacles.ts'
import { subjectOf } from './subject.ts'
import type { ConsentTerms } from './terms.ts'
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
