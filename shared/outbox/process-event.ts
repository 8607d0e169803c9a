import type { Announcements } from '../announcements/ports.ts'
import type { Effects, LogRecord, MailState } from '../consent/log.ts'
import type { EventLog, Outbox } from '../consent/ports.ts'
import { leaseFrom } from '../consent/recording.ts'
import { recordResultsChanged } from '../consent/results-changed.ts'
import { plannedAt } from '../delivery/delivery.ts'
import type { DeliveryQueue, Schedules } from '../delivery/ports.ts'
import type { Directory } from '../directory/ports.ts'
import type { MonitoringStore } from '../monitoring/ports.ts'
import { mailAbout } from '../notification/mail.ts'
import type { Mailer } from '../notification/ports.ts'
import type { Log } from '../platform/log.ts'
import { type Clock, type Instant, secondsAfter } from '../platform/time.ts'
import { retryFrom, tryToSend } from './mailing.ts'

export interface ProcessingPorts {
  clock: Clock
  /** A number in [0, 1). */
  random: () => number
  events: EventLog
  outbox: Pick<Outbox, 'saveOutcome' | 'due'>
  announcements: Pick<Announcements, 'open' | 'saveOutcome' | 'due'>
  store: Pick<MonitoringStore, 'read'>
  directory: Pick<Directory, 'administrators'>
  schedules: Schedules
  queue: DeliveryQueue
  mailer: Mailer
  portalUrl: string
  log: Log
}

/** How long after its planned moment a delivery may be waited for before the sweep wakes it. */
const GRACE_SECONDS = 120

/**
 * Does what an event asks for, once the ledger holds it: the schedule and the mail; and, where a delivery should have
 * begun and has not, wakes it. Claimed first, outcome saved after, so that two who come at once do not mail twice. Safe to
 * repeat.
 */
export const processEvent = async (ports: ProcessingPorts, record: LogRecord): Promise<void> => {
  const now = ports.clock()
  if (record.nextAttemptAt === null) return
  if (record.state.phase === 'in-delivery')
    return record.nextAttemptAt > now ? undefined : resumeDelivery(ports, record)
  // Watched until its delivery began, and done with all else: put away, without a claim.
  if (!isOpen(record.effects) && !(await isNewest(ports, record)))
    return void (await ports.outbox.saveOutcome(record, record.effects, null))

  const claim = { ...record.effects, attempts: record.effects.attempts + 1 }
  const lease = leaseFrom(now)
  if (!(await ports.outbox.saveOutcome(record, claim, lease))) return
  const claimed = { ...record, effects: claim, nextAttemptAt: lease }
  if (!(await succeeds(ports, claimed, () => ports.events.makeDurable(claimed))))
    return void (await ports.outbox.saveOutcome(claimed, claim, retryFrom(ports, claim)))

  const planned = claim.planned || (await succeeds(ports, claimed, () => plan(ports, claimed)))
  const watchAt = await watch(ports, claimed)
  // The mail comes last, right before its outcome is saved: nothing that fails in between can have it sent again.
  const mail = await mailed(ports, claimed)
  const effects: Effects = { ...claim, planned, mail }
  const retryAt = isOpen(effects) ? retryFrom(ports, effects) : null
  await ports.outbox.saveOutcome(claimed, effects, earliest(retryAt, watchAt))
  ports.log.info(isOpen(effects) ? 'EFFECTS_POSTPONED' : 'EFFECTS_DONE', idsOf(record))
}

const isOpen = ({ planned, mail }: Effects): boolean => !planned || mail?.status === 'pending'

const earliest = (...moments: readonly (Instant | null)[]): Instant | null =>
  moments.filter(moment => moment !== null).sort()[0] ?? null

/** The delivery itself holds the lease, so that here it is only woken, or put away once it has ended. */
const resumeDelivery = async (ports: ProcessingPorts, record: LogRecord): Promise<void> => {
  if (await isNewest(ports, record)) await wake(ports, record)
  else await ports.outbox.saveOutcome(record, record.effects, null)
}

/** One schedule, for the newest version: an older one is removed, and would find nothing to do if it fired. */
const plan = async (ports: ProcessingPorts, record: LogRecord): Promise<void> => {
  if (record.version > 1) await ports.schedules.remove({ ...record, version: record.version - 1 })
  if (record.state.phase !== 'given') return
  await recordResultsChanged({ log: ports.events, store: ports.store }, record, ports.clock())
  const at = plannedAt(record.schoolId, record.state.consent.terms.deliveryDate)
  if (at <= ports.clock()) return
  await ports.schedules.create(record, at)
  // Asked afterwards: whoever processed a newer version meanwhile found nothing of this one to remove.
  if (!(await isNewest(ports, record))) await ports.schedules.remove(record)
}

const mailed = async (ports: ProcessingPorts, record: LogRecord): Promise<MailState | null> => {
  const { mail } = record.effects
  if (mail?.status !== 'pending') return mail
  return tryToSend(ports, { ids: idsOf(record), at: record.at }, () => send(ports, record))
}

const send = async ({ events, directory, mailer, portalUrl }: ProcessingPorts, record: LogRecord) => {
  const { boardId } = record.state.consent
  const [administrators, before] = await Promise.all([
    directory.administrators(boardId),
    record.version > 1 ? events.record(record, record.version - 1) : undefined,
  ])
  if (!administrators) throw new Error(`board ${boardId} has no administrators`)
  const to = administrators.items.map(({ email }) => email)
  return mailer.send(mailAbout(record, before?.state, to, portalUrl))
}

/** A consent in force is looked at again after its planned moment, until its delivery has begun. */
const watch = async (ports: ProcessingPorts, record: LogRecord): Promise<Instant | null> => {
  const { phase, consent } = record.state
  if (phase !== 'given' || !(await isNewest(ports, record))) return null
  const dueAt = secondsAfter(plannedAt(record.schoolId, consent.terms.deliveryDate), GRACE_SECONDS)
  const now = ports.clock()
  if (now < dueAt) return dueAt
  await succeeds(ports, record, () => wake(ports, record))
  return secondsAfter(now, GRACE_SECONDS)
}

const isNewest = async ({ events }: ProcessingPorts, record: LogRecord): Promise<boolean> =>
  (await events.head(record))?.version === record.version

const wake = (
  { queue }: ProcessingPorts,
  { schoolId, schoolYear, version, traceId }: LogRecord,
): Promise<void> => queue.send({ schoolId, schoolYear, version, traceId }, 0)

const succeeds = async (
  ports: ProcessingPorts,
  record: LogRecord,
  work: () => Promise<void>,
): Promise<boolean> => {
  try {
    await work()
    return true
  } catch (error) {
    ports.log.error('EFFECTS_POSTPONED', idsOf(record), error)
    return false
  }
}

const idsOf = ({ schoolId, schoolYear, version, type, traceId }: LogRecord) => ({
  schoolId,
  schoolYear,
  version,
  type,
  traceId,
})
