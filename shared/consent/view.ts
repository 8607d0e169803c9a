import type * as z from 'zod/mini'
import type { MailState } from '../outbox/mailing.ts'
import type { Instant } from '../platform/time.ts'
import { editableUntil, isEditable } from './deadline.ts'
import type { LogRecord } from './log.ts'
import type { consent } from './schemas.ts'
import { statement } from './statement.ts'

/** A consent as the API shows it (contract section 4). */
export type ConsentView = z.output<typeof consent>

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

const badness: Record<MailState['status'], number> = { sent: 0, pending: 1, bounced: 2, failed: 3 }

/** What became of the mails about a save (rules 7 and 14): of two boards, that of the one with which it went worse. */
const notificationOf = ({ effects }: LogRecord): MailState => {
  const states = Object.values(effects.mails)
  const [status] = states.map(state => state.status).sort((one, other) => badness[other] - badness[one])
  const last = states.filter(state => state.status === status).map(({ sentAt }) => sentAt)
  return { status: status!, sentAt: last.sort().at(-1)! }
}
