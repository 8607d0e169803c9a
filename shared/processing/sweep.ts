import { type AnnouncementKey, announcementReferenceOf } from '../announcements/announcement.ts'
import type { EventKey } from '../consent/event-name.ts'
import type { LogRecord } from '../consent/log.ts'
import type { Ledger, RestoreGuard } from '../consent/ports.ts'
import type { DeliveryQueue } from '../delivery/ports.ts'
import type { Mailer } from '../notification/ports.ts'
import type { Due } from '../outbox/outbox.ts'
import { concurrently } from '../platform/concurrently.ts'
import { memoized } from '../platform/memoized.ts'
import type { Runtime } from '../platform/runtime.ts'
import { type Instant, secondsAfter } from '../platform/time.ts'
import { UnreadableError } from '../platform/unreadable-error.ts'
import { backlogOf, type Open, openEntries } from './backlog.ts'
import type { LastSweep } from './ports.ts'
import { processAnnouncement } from './process-announcement.ts'
import { type DelayOf, type ProcessingPorts, processEvent, waitsForMailsOnly } from './process-event.ts'

export interface SweepPorts extends ProcessingPorts {
  deliveries: DeliveryQueue
  ledger: Pick<Ledger, 'isEmpty'>
  restoreGuard: RestoreGuard
  lastSweep: Pick<LastSweep, 'save'>
  pause: Runtime['pause']
}

/** How many deliveries one sweep takes up, of what it finds; the rest waits for the next. One is only triggered, and may be slow. */
const MOST_DELIVERIES = 200
/** How many of those that wait out an outage are on their way to find out whether it is over, and how far apart. */
const MOST_PROBES = 10
const SECONDS_BETWEEN = 1.5
const AT_ONCE = 10
/** For how long a sweep mails: what then waits for its turn, and all that is no mail, is to be done within its time. */
export const MAILING_SECONDS = 75
/** Before a mail asks again for the turn it did not get; turns are given further ahead than that. */
const MILLISECONDS_BETWEEN_TURNS = 5000

/**
 * Finds what was missed, whatever became of its stream record, schedule or message, and does it. Answers how many. In a
 * table that was restored and is not caught up it does nothing but say so.
 */
export const sweep = async (allPorts: SweepPorts): Promise<number> => {
  if (!(await isCaughtUp(allPorts))) return 0
  const now = allPorts.clock()
  const open = await openEntries(now, allPorts)
  const { found, missed, failures } = await lookAtAll(allPorts, open, now)
  await allPorts.lastSweep.save(now)
  const left = await backlogOf(allPorts, open)
  allPorts.log.info('SWEPT', { found, failed: failures.length, missed, ...left })
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${found} events could not be processed`)
  return found
}

type Key = EventKey | AnnouncementKey

interface Tally {
  missed: number
  readonly failures: unknown[]
}

/** Mails last: they may have to wait for their turn. Those it does not come to are left as they are. */
const lookAtAll = async (
  allPorts: SweepPorts,
  open: Open,
  now: Instant,
): Promise<Tally & { found: number }> => {
  const mailUntil = secondsAfter(now, MAILING_SECONDS)
  const mailer = mailingUntil(mailUntil, allPorts)
  const ports = { ...allPorts, mailer, deliveries: countedOnce(allPorts.deliveries) }
  const isDue = ({ nextAttemptAt }: Due<object>): boolean => nextAttemptAt <= now
  const events = [...open.deliveries.filter(isDue).slice(0, MOST_DELIVERIES), ...open.effects.filter(isDue)]
  const announcements = open.announcements.filter(isDue)
  const delayOf = delaysOf(countedOnce(ports.attempts))
  const tally: Tally = { missed: 0, failures: [] }
  const mails: Key[] = []
  await lookAtEach(ports, tally, events, key =>
    lookAt(ports, key, async record => {
      if (!waitsForMailsOnly(record, now)) return processEvent(ports, record, delayOf)
      mails.push(key)
    }),
  )
  await lookAtEach(ports, tally, [...mails, ...announcements], async key => {
    if (ports.clock() > mailUntil) return false
    if ('boardId' in key) return lookAtAnnouncement(ports, key)
    return lookAt(ports, key, record => processEvent(ports, record))
  })
  return { ...tally, found: events.length + announcements.length }
}

/** Does `look` for each, which answers whether it was missed. One that cannot be read or processed holds up no other. */
const lookAtEach = <Of extends Key>(
  ports: ProcessingPorts,
  tally: Tally,
  keys: readonly Of[],
  look: (key: Of) => Promise<boolean>,
): Promise<void> =>
  concurrently(AT_ONCE, keys, async key => {
    try {
      if (await look(key)) tally.missed += 1
    } catch (failure) {
      ports.log.error('ENTRY_FAILED', idsOf(key), failure)
      if (failure instanceof UnreadableError) await setAside(ports, key)
      else tally.failures.push(failure)
    }
  })

/** What did not get its turn by then is left to the next sweep: this one has more to do. */
const mailingUntil = (
  until: Instant,
  { clock, mailer, pause }: Pick<SweepPorts, 'clock' | 'mailer' | 'pause'>,
): Mailer => ({
  async send(mail) {
    while (clock() <= until) {
      const outcome = await mailer.send(mail)
      if (outcome !== 'no-turn') return outcome
      await pause(MILLISECONDS_BETWEEN_TURNS)
    }
    return 'no-turn'
  },
})

/** Asked once, and not again after the sweep's own messages. */
const countedOnce = (queue: DeliveryQueue): DeliveryQueue => ({
  send: (...sent) => queue.send(...sent),
  counts: memoized(() => queue.counts()),
})

/**
 * Where messages wait to be taken, a delivery's own may be among them, and who takes them is busy: nothing is added then.
 * Of what waits out an outage only some are attempted; what else is due lost its message, or its worker.
 */
const delaysOf = (attempts: DeliveryQueue): DelayOf => {
  let probes = 0
  return async ({ effects }) => {
    const { waiting, delayed } = await attempts.counts()
    if (waiting > 0) return undefined
    if (!effects.waitsSince) return 0
    if (delayed + probes >= MOST_PROBES) return undefined
    probes += 1
    return Math.floor((probes - 1) * SECONDS_BETWEEN)
  }
}

const idsOf = (key: Key) => {
  if ('boardId' in key) return { announcement: announcementReferenceOf(key) }
  const { schoolId, schoolYear, version } = key
  return { schoolId, schoolYear, version }
}

/** No later attempt can pass, until other code is deployed: after a few an operator is told, and the sweep goes on. */
const setAside = async (ports: ProcessingPorts, key: Key): Promise<void> => {
  const isSetAside = await ('boardId' in key ? ports.announcements.fail(key) : ports.outbox.fail(key))
  if (isSetAside) ports.log.error('ENTRY_SET_ASIDE', idsOf(key))
}

/** A new table lacks nothing where the ledger is empty, and is said to be current by the first sweep. */
const isCaughtUp = async ({ restoreGuard, ledger, log }: SweepPorts): Promise<boolean> => {
  const status = await restoreGuard.status()
  if (status === 'current') return true
  const isFirst = status === 'new' && (await ledger.isEmpty())
  if (isFirst) await restoreGuard.markCurrent()
  else log.error('TABLE_NOT_CURRENT', { status })
  return isFirst
}

/** Answers whether it was missed: nobody had taken it up before, so that the stream did not bring it. */
const lookAt = async (
  ports: ProcessingPorts,
  key: EventKey,
  work: (record: LogRecord) => Promise<void>,
): Promise<boolean> => {
  const record = await ports.events.record(key, key.version)
  // Somebody may have taken it up since the index was read: then their lease holds.
  if (!record?.nextAttemptAt || record.nextAttemptAt > ports.clock()) return false
  await work(record)
  return record.effects.attempts === 0 && record.state.phase !== 'in-delivery'
}

const lookAtAnnouncement = async (ports: ProcessingPorts, key: AnnouncementKey): Promise<boolean> => {
  const announcement = await ports.announcements.open(key)
  if (!announcement || announcement.nextAttemptAt > ports.clock()) return false
  await processAnnouncement(ports, announcement)
  return announcement.effects.attempts === 0
}
