import type { MonitoringStatus } from '../consent/status.ts'
import type { BoardId, SchoolId, SchoolYear } from '../directory/identifiers.ts'
import type { Administrators, AdministratorsChange } from '../directory/ports.ts'
import type { MailedEntry } from '../outbox/mailing.ts'
import type { Instant, LocalDate } from '../platform/time.ts'
import type { TraceId } from '../platform/trace.ts'

/** What a board is told beside the events of its consents, by its name among the announcements to that board. */
export interface AnnouncementKey {
  boardId: BoardId
  /** `ADMINISTRATORS#00000003`, `REMINDER#2026-2027#2027-07-01#14` */
  name: string
}

/** Who a mail is to: the administrators a board has, or those it no longer has. */
export type Audience = 'present' | 'removed'

/** Its mails are known once they were tried, by their audience. */
interface Open extends AnnouncementKey, MailedEntry {
  nextAttemptAt: Instant
}

/** A version of a board's administrators, and how it came to be. */
export interface ChangedAdministrators extends Open, Administrators, AdministratorsChange {
  kind: 'administrators'
  version: number
}

/** What keeps results of a school from being delivered, though there are results and time is left. */
export const openIssues = [
  'awaiting-consent',
  'consent-withdrawn',
  'nothing-to-deliver',
  'delivery-failed',
] as const satisfies readonly MonitoringStatus[]

export type OpenIssue = (typeof openIssues)[number]

export interface SchoolWithIssue {
  schoolId: SchoolId
  schoolName: string
  openIssue: OpenIssue
}

/** That the last delivery window of a school year closes, and what schools of the board could still have delivered at `at`. */
export interface Reminder extends Open {
  kind: 'reminder'
  at: Instant
  /** Nobody asked for it: a trace of its own. */
  traceId: TraceId
  schoolYear: SchoolYear
  /** The last day of the last window. */
  untilDate: LocalDate
  schools: readonly SchoolWithIssue[]
}

export type Announcement = ChangedAdministrators | Reminder
export type AnnouncementKind = Announcement['kind']
export type AnnouncementOf<Kind extends AnnouncementKind> = Extract<Announcement, { kind: Kind }>

/** How the names of each kind begin. */
export const announcementKinds = {
  administrators: 'ADMINISTRATORS',
  reminder: 'REMINDER',
} as const satisfies Record<AnnouncementKind, string>

/** Names a reminder: there is one of that name, so it is sent once; a window that is moved makes another. */
export const reminderNameOf = (schoolYear: SchoolYear, untilDate: LocalDate, days: number): string =>
  `${announcementKinds.reminder}#${schoolYear}#${untilDate}#${days}`

/** `99001_ADMINISTRATORS_00000003`: names an announcement outside the table, in a mail's tag or a log. */
export const announcementReferenceOf = ({ boardId, name }: AnnouncementKey): string =>
  `${boardId}_${name.replaceAll('#', '_')}`

const REFERENCE = new RegExp(`^[0-9]{5}_(${Object.values(announcementKinds).join('|')})_[0-9_-]+$`)

/** Whether a text names an announcement, and not an event. */
export const isAnnouncementReference = (text: string): boolean => REFERENCE.test(text)
