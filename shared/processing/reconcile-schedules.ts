import { type EventKey, eventNameOf } from '../consent/event-name.ts'
import type { LogRecord, RecordedFacts } from '../consent/log.ts'
import type { EventLog, Outbox } from '../consent/ports.ts'
import { plannedAt } from '../delivery/delivery.ts'
import type { Schedules } from '../delivery/ports.ts'
import { everything } from '../directory/listing.ts'
import type { Calendar } from '../directory/ports.ts'
import { concurrently } from '../platform/concurrently.ts'
import type { Log } from '../platform/log.ts'
import { type Clock, dayOf, type LocalDate, secondsAfter } from '../platform/time.ts'
import { UnreadableError } from '../platform/unreadable-error.ts'

export interface ReconcileSchedulesPorts {
  clock: Clock
  events: EventLog
  outbox: Pick<Outbox, 'due'>
  calendar: Pick<Calendar, 'years'>
  schedules: Schedules
  log: Log
}

const AT_ONCE = 10

/** More than there are schools: all of them may be due on one date. */
const MOST_SCHOOLS = 10_000

/**
 * Holds the schedules against the consents in force, by their names alone, and mends both ways: a consent without its
 * schedule gets it, a schedule without its consent goes. What does not match is looked at once more before anything is
 * done, since both lists may lag behind.
 */
export const reconcileSchedules = async (ports: ReconcileSchedulesPorts): Promise<void> => {
  if (!(await ports.events.isCurrent())) return
  const [{ known: schedules, unknown }, consents] = await Promise.all([
    ports.schedules.list(),
    consentsInForce(ports),
  ])
  for (const schedule of unknown) ports.log.error('SCHEDULE_UNKNOWN', { schedule })
  await forEachReadable(ports, without(consents, schedules), consent => planIfDue(ports, consent))
  await forEachReadable(ports, without(schedules, consents), schedule => removeIfStale(ports, schedule))
  const counts = { consents: consents.length, schedules: schedules.length }
  ports.log.info('SCHEDULES_RECONCILED', { ...counts, ...(await dueSoon(ports, consents)) })
}

/** A log that cannot be read holds up no other. */
const forEachReadable = (
  { log }: ReconcileSchedulesPorts,
  keys: readonly EventKey[],
  work: (key: EventKey) => Promise<void>,
): Promise<void> =>
  concurrently(AT_ONCE, keys, key =>
    work(key).catch(error => {
      if (!(error instanceof UnreadableError)) throw error
      log.error('ENTRY_FAILED', idsOf(key), error)
    }),
  )

/**
 * How many consents are due today and tomorrow, for people who want to know what is coming. Each is looked at again soon
 * after its planned moment, by which those that are due are found without a look at all the others.
 */
const dueSoon = async (
  { clock, outbox }: ReconcileSchedulesPorts,
  consents: readonly RecordedFacts[],
): Promise<{ dueToday: number; dueTomorrow: number }> => {
  const soon = await outbox.due('effects', secondsAfter(clock(), 48 * 3600), MOST_SCHOOLS)
  const dates = among(consents, soon).map(({ state }) => state.consent.terms.deliveryDate)
  const [today, tomorrow] = [dayOf(clock()), dayOf(secondsAfter(clock(), 24 * 3600))]
  const dueOn = (day: LocalDate): number => dates.filter(date => date === day).length
  return { dueToday: dueOn(today), dueTomorrow: dueOn(tomorrow) }
}

/** A consent is given in a school year that has, or had, a calendar. */
const consentsInForce = async ({
  calendar,
  events,
}: ReconcileSchedulesPorts): Promise<readonly RecordedFacts[]> => {
  const years = await calendar.years()
  const heads = await Promise.all(years.map(({ schoolYear }) => events.headsOf(schoolYear, [everything])))
  return heads.flatMap(year => year.heads).filter(({ state }) => state.phase === 'given')
}

const without = (some: readonly EventKey[], others: readonly EventKey[]): readonly EventKey[] => {
  const names = new Set(others.map(eventNameOf))
  return some.filter(key => !names.has(eventNameOf(key)))
}

const among = (some: readonly RecordedFacts[], others: readonly EventKey[]): readonly RecordedFacts[] => {
  const names = new Set(others.map(eventNameOf))
  return some.filter(key => names.has(eventNameOf(key)))
}

const planIfDue = async (ports: ReconcileSchedulesPorts, consent: EventKey): Promise<void> => {
  const head = await inForce(ports, consent)
  const at = head && plannedAt(head.schoolId, head.state.consent.terms.deliveryDate)
  // One that went off is gone, and the sweep watches over what is due.
  if (!at || at <= ports.clock()) return
  await ports.schedules.create(head, at)
  ports.log.error('SCHEDULE_MISSING', { ...idsOf(head), traceId: head.traceId })
}

const removeIfStale = async (ports: ReconcileSchedulesPorts, schedule: EventKey): Promise<void> => {
  if (await inForce(ports, schedule)) return
  await ports.schedules.remove(schedule)
  ports.log.info('SCHEDULE_STALE', idsOf(schedule))
}

const inForce = async (
  { events }: ReconcileSchedulesPorts,
  key: EventKey,
): Promise<LogRecord | undefined> => {
  const head = await events.head(key)
  return head?.version === key.version && head.state.phase === 'given' ? head : undefined
}

const idsOf = ({ schoolId, schoolYear, version }: EventKey) => ({ schoolId, schoolYear, version })
