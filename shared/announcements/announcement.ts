import * as z from 'zod/mini'
import type { MonitoringStatus } from '../consent/status.ts'
import { type BoardId, isSchoolId, type SchoolId, type SchoolYear } from '../directory/identifiers.ts'
import { administratorsFields } from '../directory/ports.ts'
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

/** What keeps results of a school from being delivered, though there are results and time is left. */
export const openIssues = [
  'awaiting-consent',
  'consent-withdrawn',
  'nothing-to-deliver',
  'delivery-failed',
] as const satisfies readonly MonitoringStatus[]

export type OpenIssue = (typeof openIssues)[number]

const schoolWithIssue = z.object({
  schoolId: z.custom<SchoolId>(isSchoolId),
  schoolName: z.string(),
  openIssue: z.enum(openIssues),
})

export type SchoolWithIssue = z.output<typeof schoolWithIssue>

/** Each kind of announcement: how its name begins, what the rest of the name tells, and what is stored beside that. */
export const announcementKinds = {
  /** A version of a board's administrators, and how it came to be; `by` is null where an operator brought a file. */
  administrators: {
    prefix: 'ADMINISTRATORS',
    named: ([version]: readonly string[]) => ({ version: Number(version) }),
    fields: { ...administratorsFields, by: z.nullable(z.string()) },
  },
  /**
   * That the last delivery window of a school year closes, with its last day, and what schools of the board could still
   * have delivered at `at`. Nobody asked for it: it has a trace of its own.
   */
  reminder: {
    prefix: 'REMINDER',
    named: ([schoolYear, untilDate]: readonly string[]) => ({
      schoolYear: schoolYear as SchoolYear,
      untilDate: untilDate as LocalDate,
    }),
    fields: { schools: z.array(schoolWithIssue) },
  },
}

export type AnnouncementKind = keyof typeof announcementKinds

type Of<Kind extends AnnouncementKind> = AnnouncementKey &
  MailedEntry & { kind: Kind; nextAttemptAt: Instant; traceId: TraceId } & ReturnType<
    (typeof announcementKinds)[Kind]['named']
  > &
  z.output<z.ZodMiniObject<(typeof announcementKinds)[Kind]['fields']>>

/** Its mails are known once they were tried, by their audience. */
export type Announcement = { [Kind in AnnouncementKind]: Of<Kind> }[AnnouncementKind]
export type AnnouncementOf<Kind extends AnnouncementKind> = Extract<Announcement, { kind: Kind }>
export type ChangedAdministrators = AnnouncementOf<'administrators'>
export type Reminder = AnnouncementOf<'reminder'>

/** Names a reminder: there is one of that name, so it is sent once; a window that is moved makes another. */
export const reminderNameOf = (schoolYear: SchoolYear, untilDate: LocalDate, days: number): string =>
  `${announcementKinds.reminder.prefix}#${schoolYear}#${untilDate}#${days}`

/** `99001_ADMINISTRATORS_00000003`: names an announcement outside the table, in a mail's tag or a log. */
export const announcementReferenceOf = ({ boardId, name }: AnnouncementKey): string =>
  `${boardId}_${name.replaceAll('#', '_')}`

const prefixes = Object.values(announcementKinds).map(({ prefix }) => prefix)
const REFERENCE = new RegExp(`^[0-9]{5}_(${prefixes.join('|')})_[0-9_-]+$`)

/** Whether a text names an announcement, and not an event. */
export const isAnnouncementReference = (text: string): boolean => REFERENCE.test(text)
