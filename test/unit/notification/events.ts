import type { Person } from '../../../shared/consent/consent.ts'
import { recordOf } from '../../../shared/consent/decider.ts'
import type { ConsentEvent, LogRecord, LogState } from '../../../shared/consent/log.ts'
import type { ConsentTerms } from '../../../shared/consent/terms.ts'
import type { BoardId, SchoolId, SchoolYear } from '../../../shared/directory/identifiers.ts'
import { mailAbout } from '../../../shared/notification/mail.ts'
import type { Mail } from '../../../shared/notification/ports.ts'
import { type Instant, instantFrom, type LocalDate } from '../../../shared/platform/time.ts'

const key = { schoolId: '99AA00' as SchoolId, schoolYear: '2026-2027' as SchoolYear }

const portalUrl = 'https://portaal.example.nl'
/** Where the mails lead to. */
export const schoolUrl = `${portalUrl}/#/scholen/99AA00/2026-2027`
export const receivers = ['beheer@bestuur.example.nl', 'tweede@bestuur.example.nl']

export const jansen: Person = { sub: 'u-1', name: 'M. Jansen', role: 'school' }
export const deVries: Person = { sub: 'u-2', name: 'K. de Vries', role: 'board' }

export const terms: ConsentTerms = {
  boardApproval: true,
  boardNotification: true,
  level: 'education-type',
  deliveryDate: '2027-07-01' as LocalDate,
  conduct: {
    representative: true,
    surveyedGroup: 'Alle leerlingen van leerjaar 1 tot en met 4.',
    anonymous: false,
    notAnonymousReason: 'Leerlingen logden in met hun leerlingnummer.',
  },
}

const may = (day: number): Instant => instantFrom(`2027-05-${day}T12:03:00Z`)
const onTheDate = instantFrom('2027-07-01T05:12:30Z')

type Of<Type extends ConsentEvent['type']> = Extract<ConsentEvent, { type: Type }>

export const given = (changed: Partial<Of<'given'>> = {}): ConsentEvent => ({
  type: 'given',
  at: may(11),
  by: jansen,
  terms,
  boardId: '99001' as BoardId,
  schoolName: 'Het Voorbeeld College',
  reportDigest: 'a'.repeat(64),
  ...changed,
})

export const changed = (to: Partial<Omit<Of<'changed'>, 'type'>> = {}): ConsentEvent => ({
  type: 'changed',
  at: may(12),
  by: deVries,
  terms,
  reportDigest: 'b'.repeat(64),
  ...to,
})

export const withdrawn = (by = jansen): ConsentEvent => ({ type: 'withdrawn', at: may(13), by })

export const resultsChanged = (reportDigest: string | null, at = may(14)): ConsentEvent => ({
  type: 'results-changed',
  at,
  by: null,
  reportDigest,
})

export const started: ConsentEvent = { type: 'delivery-started', at: onTheDate, by: null }

export const delivered = (receiptId = 'OVI-2027-000123'): ConsentEvent => ({
  type: 'delivered',
  at: onTheDate,
  by: null,
  receipt: { receiptId, receivedAt: instantFrom('2027-07-01T05:12:31Z') },
  attempts: 1,
})

export const nothingToDeliver: ConsentEvent = { type: 'nothing-to-deliver', at: onTheDate, by: null }

export const deliveryFailed: ConsentEvent = { type: 'delivery-failed', at: onTheDate, by: null, attempts: 3 }

/** The record of the last of these events, and the state it found. */
export const lastOf = (...events: ConsentEvent[]): { record: LogRecord; before?: LogState } =>
  events.reduce<{ record?: LogRecord; before?: LogState }>(
    ({ record: head }, event) => ({
      record: recordOf(key, head, event),
      ...(head && { before: head.state }),
    }),
    {},
  ) as { record: LogRecord; before?: LogState }

export const mailAfter = (...events: ConsentEvent[]): Mail => {
  const { record, before } = lastOf(...events)
  return mailTo(record.state.consent.boardId, record, before)
}

export const boardNames = new Map([
  ['99001' as BoardId, 'Stichting De Vier Windstreken'],
  ['99002' as BoardId, 'Vereniging De Boomgaard'],
])

export const mailTo = (boardId: BoardId, record: LogRecord, before?: LogState): Mail =>
  mailAbout(record, before, { boardId, to: receivers, boardNames }, portalUrl)

/** One history for each event the board is mailed about. */
export const histories = {
  given: [given()],
  changed: [given({ terms: { ...terms, level: 'school' } }), changed()],
  withdrawn: [given(), withdrawn()],
  'results-changed': [given(), resultsChanged('c'.repeat(64))],
  delivered: [given(), started, delivered()],
  'nothing-to-deliver': [given(), nothingToDeliver],
  'delivery-failed': [given(), started, deliveryFailed],
} as const satisfies Record<string, readonly ConsentEvent[]>
