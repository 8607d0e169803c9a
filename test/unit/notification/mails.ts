import type { ConsentEvent, LogRecord, LogState } from '../../../shared/consent/log.ts'
import type { BoardId } from '../../../shared/directory/identifiers.ts'
import { mailAbout } from '../../../shared/notification/mail.ts'
import type { Mail } from '../../../shared/notification/ports.ts'
import {
  changed,
  delivered,
  failed,
  given,
  history,
  nothingToDeliver,
  resultsChanged,
  started,
  terms,
  withdrawn,
} from '../../support/builders.ts'

const portalUrl = 'https://portaal.example.nl'
/** Where the mails lead to. */
export const schoolUrl = `${portalUrl}/#/scholen/99AA00/2026-2027`
export const receivers = ['beheer@bestuur.example.nl', 'tweede@bestuur.example.nl']

/** Terms with all that a school may write in them. */
export const notAnonymous = terms({
  conduct: {
    representative: true,
    surveyedGroup: 'Alle leerlingen van leerjaar 1 tot en met 4.',
    anonymous: false,
    notAnonymousReason: 'Leerlingen logden in met hun leerlingnummer.',
  },
})

/** The record of the last of these events, and the state it found. */
export const lastOf = (...events: ConsentEvent[]): { record: LogRecord; before: LogState | undefined } => {
  const records = history(...events)
  return { record: records.at(-1)!, before: records.at(-2)?.state }
}

export const mailAfter = (...events: ConsentEvent[]): Mail => {
  const { record, before } = lastOf(...events)
  return mailTo(record.state.consent.boardId, record, before)
}

const boardNames = new Map([['99001' as BoardId, 'Stichting De Vier Windstreken']])

export const mailTo = (boardId: BoardId, record: LogRecord, before?: LogState): Mail =>
  mailAbout(record, before, { boardId, to: receivers, boardNames }, portalUrl)

const consent = given({ terms: notAnonymous })

/** One history for each event the board is mailed about. */
export const histories = {
  given: [consent],
  changed: [given({ terms: terms({ level: 'school' }) }), changed({ terms: notAnonymous })],
  withdrawn: [consent, withdrawn()],
  'results-changed': [consent, resultsChanged('c'.repeat(64))],
  delivered: [consent, started(), delivered()],
  'nothing-to-deliver': [consent, nothingToDeliver],
  'delivery-failed': [consent, started(), failed(3)],
} as const satisfies Record<string, readonly ConsentEvent[]>
