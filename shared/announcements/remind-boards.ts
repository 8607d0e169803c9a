import type { EventLog } from '../consent/ports.ts'
import { statusOf } from '../consent/status.ts'
import type { BoardId, SchoolYear } from '../directory/identifiers.ts'
import type { Calendar, DeliveryWindow, Directory, School } from '../directory/ports.ts'
import type { MonitoringStore } from '../monitoring/ports.ts'
import { leaseFrom } from '../outbox/outbox.ts'
import { concurrently } from '../platform/concurrently.ts'
import { eachReadable } from '../platform/each-readable.ts'
import type { Log } from '../platform/log.ts'
import { type Clock, dayOf, daysBefore, type LocalDate } from '../platform/time.ts'
import { traceIdOf } from '../platform/trace.ts'
import { announcementReferenceOf, openIssues, reminderNameOf, type SchoolWithIssue } from './announcement.ts'
import type { Announcements } from './ports.ts'

export interface RemindPorts {
  clock: Clock
  log: Log
  calendar: Pick<Calendar, 'years'>
  directory: Pick<Directory, 'administrators' | 'schoolsByName'>
  events: Pick<EventLog, 'head' | 'isCurrent'>
  store: Pick<MonitoringStore, 'read'>
  announcements: Pick<Announcements, 'keep'>
}

/** Days before the last day of the last window on which a board is reminded. */
const REMINDER_DAYS = [14, 3] as const

/** For how many days a reminder that was not made on its day is still made. */
const DAYS_OF_GRACE = 2

const BOARDS_AT_ONCE = 8

/** A reminder to be made today, of that school year's last window. */
interface DueReminder {
  schoolYear: SchoolYear
  untilDate: LocalDate
  days: number
}

/** The last day of the last window, whoever it is for; undefined where there is none. Windows stand in no order. */
const lastDayOf = (windows: readonly DeliveryWindow[]): LocalDate | undefined =>
  windows
    .map(({ untilDate }) => untilDate)
    .sort()
    .at(-1)

/** Which reminder of a window that closes on that day is to be made today (days in Europe/Amsterdam). */
export const reminderDueOn = (today: LocalDate, untilDate: LocalDate): number | undefined =>
  REMINDER_DAYS.find(
    days => daysBefore(untilDate, days) <= today && today <= daysBefore(untilDate, days - DAYS_OF_GRACE),
  )

/**
 * Makes the reminders that are due today, each once: for every board that wants them and has a school with results and
 * without consent. Safe to repeat. A school that cannot be read is logged and passed over; a board that fails holds up no
 * other, and is thrown in the end. Does nothing in a restored table that is not current: consents may be missing there.
 */
export const remindBoards = async (ports: RemindPorts): Promise<void> => {
  if (!(await ports.events.isCurrent())) return
  const due = await dueReminders(ports)
  const boards = due.length > 0 ? await schoolsByBoard(ports) : []
  let reminded = 0
  const failures: unknown[] = []
  await concurrently(BOARDS_AT_ONCE, boards, async ([boardId, schools]) => {
    await remindBoard(ports, boardId, schools, due).then(
      made => {
        reminded += made
      },
      failure => failures.push(failure),
    )
  })
  ports.log.info('BOARDS_REMINDED', { due: due.length, reminders: reminded, failed: failures.length })
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${boards.length} boards could not be reminded`)
}

const dueReminders = async ({ clock, calendar }: RemindPorts): Promise<readonly DueReminder[]> => {
  const today = dayOf(clock())
  return (await calendar.years()).flatMap(({ schoolYear, deliveryWindows }) => {
    const untilDate = lastDayOf(deliveryWindows)
    const days = untilDate && reminderDueOn(today, untilDate)
    return days ? [{ schoolYear, untilDate, days }] : []
  })
}

/** Each board's by their codes, as its mail lists them. */
const schoolsByBoard = async ({ directory }: RemindPorts) => {
  const schools = await directory.schoolsByName()
  const byCode = schools.toSorted((one, other) => (one.schoolId < other.schoolId ? -1 : 1))
  return [...Map.groupBy(byCode, ({ boardId }) => boardId)]
}

/** Answers how many reminders were made. */
const remindBoard = async (
  ports: RemindPorts,
  boardId: BoardId,
  ofBoard: readonly School[],
  due: readonly DueReminder[],
): Promise<number> => {
  const administrators = await ports.directory.administrators(boardId)
  if (!administrators?.reminders) return 0
  let made = 0
  for (const { schoolYear, untilDate, days } of due) {
    const schools = await schoolsWithIssues(ports, ofBoard, schoolYear)
    if (schools.length === 0) continue
    const at = ports.clock()
    const name = reminderNameOf(schoolYear, untilDate, days)
    const traceId = traceIdOf(undefined, () => announcementReferenceOf({ boardId, name }))
    const about = { boardId, name, at, traceId, schoolYear, untilDate, schools }
    const fresh = { effects: { attempts: 0, mails: {} }, nextAttemptAt: leaseFrom(at) }
    if (await ports.announcements.keep({ kind: 'reminder', ...about, ...fresh })) made += 1
  }
  return made
}

const schoolsWithIssues = async (
  ports: RemindPorts,
  schools: readonly School[],
  schoolYear: SchoolYear,
): Promise<SchoolWithIssue[]> => {
  const { readable } = await eachReadable(ports.log, schools, school =>
    openIssueOf(ports, school, schoolYear),
  )
  return readable.flat()
}

/**
 * Nothing, where the school has no results or its consent is in force. After a delivery that brought nothing, or failed,
 * consent can be given again (rule 1), so that such a school has an open issue too.
 */
const openIssueOf = async (
  { events, store }: RemindPorts,
  { schoolId, schoolName }: School,
  schoolYear: SchoolYear,
): Promise<SchoolWithIssue[]> => {
  const [head, { results }] = await Promise.all([
    events.head({ schoolId, schoolYear }),
    store.read(schoolId, schoolYear),
  ])
  const status = statusOf(head?.state, results.length > 0)
  const openIssue = openIssues.find(one => one === status)
  return results.length > 0 && openIssue ? [{ schoolId, schoolName, openIssue }] : []
}
