import type { SchoolId, SchoolYear } from '../directory/identifiers.ts'
import type { MailState } from '../outbox/mailing.ts'
import type { Instant } from '../platform/time.ts'
import type { NamedPerson } from './consent.ts'
import { editableUntil, isEditable } from './deadline.ts'
import type { LogRecord } from './log.ts'
import { statement } from './statement.ts'
import type { ConsentTerms } from './terms.ts'

/** A consent as the API shows it (contract section 4). */
export interface ConsentView extends ConsentTerms {
  schoolId: SchoolId
  schoolYear: SchoolYear
  boardId: string
  status: 'given' | 'withdrawn'
  version: number
  givenBy: NamedPerson
  givenAt: Instant
  changedBy: NamedPerson | null
  changedAt: Instant | null
  withdrawnBy: NamedPerson | null
  withdrawnAt: Instant | null
  editable: boolean
  editableUntil: Instant
  reportDigest: string | null
  statement: string
  notification: MailState
}

/** The consent after `record`, seen at `now`; `saved` is the record of the last save, whose mail `notification` tells of. */
export const consentView = (record: LogRecord, saved: LogRecord, now: Instant): ConsentView => {
  const { schoolId, schoolYear, version, state } = record
  const { terms, boardId, reportDigest, given, changed, withdrawn } = state.consent
  return {
    schoolId,
    schoolYear,
    boardId,
    ...terms,
    status: state.phase === 'withdrawn' ? 'withdrawn' : 'given',
    version,
    givenBy: given.by,
    givenAt: given.at,
    changedBy: changed?.by ?? null,
    changedAt: changed?.at ?? null,
    withdrawnBy: withdrawn?.by ?? null,
    withdrawnAt: withdrawn?.at ?? null,
    editable: isEditable(state, now),
    editableUntil: editableUntil(state),
    reportDigest,
    statement: statement(state, schoolYear),
    notification: notificationOf(saved),
  }
}

const worstFirst = ['failed', 'bounced', 'pending', 'sent'] as const satisfies readonly MailState['status'][]

/** What became of the mails about a save (rules 7 and 14): of two boards, that of the one with which it went worse. */
const notificationOf = ({ effects }: LogRecord): MailState => {
  const states = Object.values(effects.mails)
  const status = worstFirst.find(one => states.some(state => state.status === one))!
  const last = states.filter(state => state.status === status).map(({ sentAt }) => sentAt)
  return { status, sentAt: last.sort().at(-1)! }
}
