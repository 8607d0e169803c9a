import { type AnnouncementKey, announcementReferenceOf } from '../announcements/announcement.ts'
import type { EventKey } from '../consent/event-name.ts'
import type { Ledger, RestoreGuard } from '../consent/ports.ts'
import type { DeliveryQueue } from '../delivery/ports.ts'
import type { Mailer } from '../notification/ports.ts'
import type { Due } from '../outbox/outbox.ts'
import { concurrently } from '../platform/concurrently.ts'
import { TemporaryFault } from '../platform/temporary-fault.ts'
import { type Instant, secondsAfter } from '../platform/time.ts'
import { UnreadableError } from '../platform/unreadable-error.ts'
import { backlogOf, openAt } from './backlog.ts'
import type { LastSweep } from './ports.ts'
import { processAnnouncement } from './process-announcement.ts'
import { type DelayOf, type ProcessingPorts, processEvent } from './process-event.ts'

export interface SweepPorts extends ProcessingPorts {
  deliveries: DeliveryQueue
  ledger: Pick<Ledger, 'isEmpty'>
  restoreGuard: RestoreGuard
  lastSweep: Pick<LastSweep, 'save'>
}

/** How many one sweep takes up, of what it finds; the rest waits for the next. A delivery is only triggered, and may be slow. */
const MOST_DELIVERIES = 200
/** How many of those that wait out an outage are on their way to find out whether it is over, and how far apart. */
const MOST_PROBES = 10
const SECONDS_BETWEEN = 1.5
const MOST_ANNOUNCEMENTS = 200
const AT_ONCE = 10
/** For how long a sweep mails: what then waits for its turn, and all that is no mail, is to be done within its time. */
const MAILING_SECONDS = 75

/**
 * Finds what was missed, whatever became of its stream record, schedule or message, and does it. Answers how many. In a
 * table that was restored and is not caught up it does nothing but say so.
 */
export const sweep = async (allPorts: SweepPorts): Promise<number> => {
  if (!(await isCaughtUp(allPorts))) return 0
  const now = allPorts.clock()
  const mailer = mailingUntil(secondsAfter(now, MAILING_SECONDS), allPorts)
  const ports = { ...allPorts, mailer, deliveries: countedOnce(allPorts.deliveries) }
  const open = await openAt(now, ports)
  const isDue = ({ nextAttemptAt }: Due<object>): boolean => nextAttemptAt <= now
  // Mails last: they may have to wait for their turn.
  const found = [
    ...open.deliveries.filter(isDue).slice(0, MOST_DELIVERIES),
    ...open.effects.filter(isDue),
    ...open.announcements.filter(isDue).slice(0, MOST_ANNOUNCEMENTS),
  ]
  const delayOf = delaysOf(countedOnce(ports.attempts))
  const failures: unknown[] = []
  let missed = 0
  await concurrently(AT_ONCE, found, async key => {
    try {
      const look = 'boardId' in key ? lookAtAnnouncement(ports, key) : lookAt(ports, key, delayOf)
      if (await look) missed += 1
    } catch (failure) {
      // One that cannot be read or processed holds up no other.
      ports.log.error('ENTRY_FAILED', idsOf(key), failure)
      if (failure instanceof UnreadableError) await setAside(ports, key)
      else failures.push(failure)
    }
  })
  await ports.lastSweep.save(now)
  const counts = { found: found.length, failed: failures.length, missed }
  ports.log.info('SWEPT', { ...counts, ...(await backlogOf(ports, open)) })
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${found.length} events could not be processed`)
  return found.length
}

/** What comes after that moment is left to the next sweep: this one has more to do. */
const mailingUntil = (until: Instant, { clock, mailer }: Pick<SweepPorts, 'clock' | 'mailer'>): Mailer => ({
  async send(mail) {
    if (clock() > until) throw new TemporaryFault('this sweep has mailed for as long as it may')
    return mailer.send(mail)
  },
})

/** Asked once, and not again after the sweep's own messages. */
const countedOnce = (queue: DeliveryQueue): DeliveryQueue => {
  let counts: ReturnType<DeliveryQueue['counts']> | undefined
  return {
    send: (...sent) => queue.send(...sent),
    counts: () => {
      counts ??= queue.counts()
      return counts
    },
  }
}

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

const idsOf = (key: EventKey | AnnouncementKey) => {
  if ('boardId' in key) return { announcement: announcementReferenceOf(key) }
  const { schoolId, schoolYear, version } = key
  return { schoolId, schoolYear, version }
}

/** No later attempt can pass, until other code is deployed: after a few an operator is told, and the sweep goes on. */
const setAside = async (ports: ProcessingPorts, key: EventKey | AnnouncementKey): Promise<void> => {
  const isSetAside = await ('boardId' in key ? ports.announcements.fail(key) : ports.outbox.fail(key))
  if (isSetAside) ports.log.error('ENTRY_SET_ASIDE', idsOf(key))
}

/** A new table lacks nothing where the ledger is empty, and is said to be current by the first sweep. */
const isCaughtUp = async ({ restoreGuard, ledger, log }: SweepPorts): Promise<boolean> => {
  const status = await restoreGuard.status()
  if (status === 'current') return true
  const isFirst = status === 'new' && (await ledger.isEmpty())
  if (isFirst) await restoreGuard.done()
  else log.error('TABLE_NOT_CURRENT', { status })
  return isFirst
}

/** Answers whether it was missed: nobody had taken it up before, so that the stream did not bring it. */
const lookAt = async (ports: ProcessingPorts, key: EventKey, delayOf: DelayOf): Promise<boolean> => {
  const record = await ports.events.record(key, key.version)
  // Somebody may have taken it up since the index was read: then their lease holds.
  if (!record?.nextAttemptAt || record.nextAttemptAt > ports.clock()) return false
  await processEvent(ports, record, delayOf)
  return record.effects.attempts === 0 && record.state.phase !== 'in-delivery'
}

const lookAtAnnouncement = async (ports: ProcessingPorts, key: AnnouncementKey): Promise<boolean> => {
  const announcement = await ports.announcements.open(key)
  if (!announcement || announcement.nextAttemptAt > ports.clock()) return false
  await processAnnouncement(ports, announcement)
  return announcement.effects.attempts === 0
}
