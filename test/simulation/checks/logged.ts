import type { Person } from '../../../shared/consent/consent.ts'
import type { ConsentTerms } from '../../../shared/consent/terms.ts'
import type { Instant } from '../../../shared/platform/time.ts'
import type { DeliveryDate } from '../environment/dates.ts'
import type { LogWrite, Observations } from '../environment/observations.ts'

/** An event as its item holds it. */
export interface Logged {
  readonly version: number
  /** When it was written, among all that was observed. */
  readonly order: number
  readonly type: string
  readonly at: Instant
  readonly by: Person | null
  readonly phase: string
  readonly terms: ConsentTerms
  readonly digest: string | null
  readonly attempts: number
  readonly receiptId: string | null
}

interface LogItem {
  type: string
  at: Instant
  by: Person | null
  phase: string
  state: {
    consent: { terms: ConsentTerms; reportDigest: string | null }
    attempts: number
    receipt: { receiptId: string } | null
  }
}

const loggedOf = ({ version, order, item }: LogWrite): Logged => {
  const { type, at, by, phase, state } = item as unknown as LogItem
  const { terms, reportDigest: digest } = state.consent
  const receiptId = state.receipt?.receiptId ?? null
  return { version, order, type, at, by, phase, terms, digest, attempts: state.attempts, receiptId }
}

/** The events of one school's log, in the order in which they were written. */
export const eventsOf = ({ log }: Observations, schoolId: string): readonly Logged[] =>
  log.filter(write => write.isNew && write.schoolId === schoolId).map(loggedOf)

/** Where a log stands after some of its events; worked out here from what happened, not read from what was stored. */
export interface Standing {
  readonly version: number
  readonly phase: string
  readonly terms: ConsentTerms | undefined
  readonly digest: string | null
  /** The request that made the newest event, or undefined where nobody asked for it. */
  readonly request: string | undefined
  readonly consentVersion: number
  readonly midnight: Instant | undefined
}

const phases: Readonly<Record<string, string>> = {
  given: 'given',
  changed: 'given',
  withdrawn: 'withdrawn',
  'delivery-started': 'in-delivery',
  'delivery-retried': 'in-delivery',
  'nothing-to-deliver': 'nothing-to-deliver',
  delivered: 'delivered',
  'delivery-failed': 'delivery-failed',
}

const nothing: Standing = {
  version: 0,
  phase: 'none',
  terms: undefined,
  digest: null,
  request: undefined,
  consentVersion: 0,
  midnight: undefined,
}

export const requestText = (sub: string, kind: string, startsFrom: number, terms?: ConsentTerms): string =>
  [sub, kind, startsFrom, JSON.stringify(terms && sorted(terms))].join(' ')

const sorted = ({ level, deliveryDate, conduct }: ConsentTerms) => [
  level,
  deliveryDate,
  conduct.representative,
  conduct.surveyedGroup,
  conduct.anonymous,
]

/** The standing after each event, the one before the first included. */
export const standingsOf = (
  events: readonly Logged[],
  dates: readonly DeliveryDate[],
): readonly Standing[] => {
  const standings = [nothing]
  for (const event of events) standings.push(standingAfter(standings.at(-1) ?? nothing, event, dates))
  return standings
}

const standingAfter = (before: Standing, event: Logged, dates: readonly DeliveryDate[]): Standing => {
  const version = before.version + 1
  const isSave = event.type === 'given' || event.type === 'changed'
  const terms = isSave ? event.terms : before.terms
  const midnight = dates.find(({ date }) => date === terms?.deliveryDate)?.midnight
  const isInTime = event.type === 'results-changed' && midnight !== undefined && event.at < midnight
  return {
    version,
    phase: phases[event.type] ?? before.phase,
    terms,
    digest: isSave || event.type === 'results-changed' ? event.digest : before.digest,
    request: requestOf(event, version, isSave),
    consentVersion: isSave || isInTime ? version : before.consentVersion,
    midnight,
  }
}

const requestOf = ({ by, type, terms }: Logged, version: number, isSave: boolean): string | undefined => {
  if (by && isSave) return requestText(by.sub, 'save', version - 1, terms)
  return by && type === 'withdrawn' ? requestText(by.sub, 'withdraw', version - 1) : undefined
}
