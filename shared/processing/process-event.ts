import type { Announcements } from '../announcements/ports.ts'
import type { Effects, LogRecord } from '../consent/log.ts'
import type { EventLog, Outbox } from '../consent/ports.ts'
import { recordResultsChanged } from '../consent/results-changed.ts'
import { plannedAt } from '../delivery/delivery.ts'
import { queueAttempt } from '../delivery/next-attempt.ts'
import type { DeliveryQueue, Schedules } from '../delivery/ports.ts'
import type { BoardId } from '../directory/identifiers.ts'
import type { Directory } from '../directory/ports.ts'
import type { MonitoringStore } from '../monitoring/ports.ts'
import { mailAbout } from '../notification/mail.ts'
import type { Mail, Mailer } from '../notification/ports.ts'
import { finish, isToBeSent, type Mails, type Send, sendMails } from '../outbox/mailing.ts'
import { claim, retryAt } from '../outbox/outbox.ts'
import type { Log } from '../platform/log.ts'
import { memoized } from '../platform/memoized.ts'
import { type Clock, type Instant, secondsAfter } from '../platform/time.ts'

export interface ProcessingPorts {
  clock: Clock
  /** A number in [0, 1). */
  random: () => number
  events: EventLog
  outbox: Outbox
  announcements: Omit<Announcements, 'keep'>
  store: Pick<MonitoringStore, 'read'>
  directory: Pick<Directory, 'administrators' | 'boards'>
  schedules: Schedules
  /** Deliveries to begin, for the sweep, which finds those whose moment has gone by. */
  deliveries?: DeliveryQueue
  attempts: DeliveryQueue
  mailer: Mailer
  portalUrl: string
  log: Log
}

/** In how many seconds a delivery that is due is attempted again; undefined where it is to go on waiting. */
export type DelayOf = (record: LogRecord) => Promise<number | undefined>

/** How long after its planned moment a delivery may be waited for before the sweep triggers it. */
const GRACE_SECONDS = 120

/**
 * Does what an event asks for, once the ledger holds it: the schedule and the mail; and, where a delivery should have
 * begun and has not, triggers it. What it has followed leaves the lists. Claimed first, outcome saved after, so that two who
 * come at once do not mail twice. Safe to repeat.
 */
export const processEvent = async (
  ports: ProcessingPorts,
  record: LogRecord,
  delayOf?: DelayOf,
): Promise<void> => {
  const now = ports.clock()
  if (record.nextAttemptAt === null) return
  const isUnderWay = record.state.phase === 'in-delivery'
  // Before the first claim, so that whoever comes after a crash does it again.
  if (record.version > 1 && (isUnderWay || record.effects.attempts === 0))
    await ports.events.unlistBefore(record)
  if (isUnderWay) return record.nextAttemptAt > now ? undefined : resumeDelivery(ports, record, delayOf)
  // Watched until its delivery began, and done with all else: put away, without a claim.
  if (!isOpen(record.effects) && !(await isNewest(ports, record))) return putAway(ports, record)

  const [claimed, isDurable] = await Promise.all([
    claim(ports.outbox, record, now),
    succeeds(ports, record, () => ports.events.makeDurable(record)),
  ])
  if (!claimed) return
  const ids = idsOf(record)
  if (!isDurable)
    return void (await ports.outbox.saveOutcome(claimed, claimed.effects, retryAt(ports, claimed)))
  const isLast = memoized(() => isNewest(ports, claimed))
  const wasPlanned = claimed.effects.planned
  const isScheduled = wasPlanned || (await succeeds(ports, claimed, () => schedule(ports, claimed)))
  const [planned, mails] = await Promise.all([
    wasPlanned || (isScheduled && succeeds(ports, claimed, () => settle(ports, claimed, isLast))),
    sendsOf(ports, claimed),
  ])
  const watchAt = await watch(ports, claimed, isLast)
  // The mails come last, right before their outcome is saved: nothing that fails in between can have one sent again.
  const mailing = { ...ports, reread: (entry: LogRecord) => ports.events.record(entry, entry.version) }
  const mailed = await sendMails(
    mailing,
    { ...claimed, effects: { ...claimed.effects, planned } },
    ids,
    mails,
  )
  if (mailed) await finish(mailing, mailed, ids, isOpen(mailed.effects), watchAt)
}

const isOpen = ({ planned, mails }: Effects): boolean => !planned || hasMails(mails)

const hasMails = (mails: Mails): boolean => Object.keys(mails).some(board => isToBeSent(mails, board))

/** Whether nothing but its mails is to be done: it was taken up before, is planned, and its delivery need not begin by then. */
export const waitsForMailsOnly = ({ effects, state, schoolId }: LogRecord, now: Instant): boolean =>
  effects.attempts > 0 &&
  effects.planned &&
  hasMails(effects.mails) &&
  (state.phase !== 'given' || plannedAt(schoolId, state.consent.terms.deliveryDate) > now)

const putAway = async ({ outbox }: ProcessingPorts, record: LogRecord): Promise<void> => {
  await outbox.saveOutcome(record, record.effects, null)
}

/** Has a delivery under way attempted again, or puts it away where it has ended. */
const resumeDelivery = async (
  ports: ProcessingPorts,
  record: LogRecord,
  delayOf: DelayOf = async () => 0,
): Promise<void> => {
  if (!(await isNewest(ports, record))) return putAway(ports, record)
  const delaySeconds = await delayOf(record)
  if (delaySeconds !== undefined) await queueAttempt(ports, record, delaySeconds)
}

/** One schedule, for the newest version: an older one is removed, and would find nothing to do if it fired. */
const schedule = async ({ clock, schedules }: ProcessingPorts, record: LogRecord): Promise<void> => {
  const at = plannedAt(record.schoolId, record.state.consent.terms.deliveryDate)
  await Promise.all([
    record.version > 1 && schedules.remove({ ...record, version: record.version - 1 }),
    record.state.phase === 'given' && at > clock() && schedules.create(record, at),
  ])
}

/** What may have happened before the schedule was there: other figures, or a newer version that found none to remove. */
const settle = async (
  ports: ProcessingPorts,
  record: LogRecord,
  isLast: () => Promise<boolean>,
): Promise<void> => {
  if (record.state.phase !== 'given') return
  const [isStillNewest] = await Promise.all([
    isLast(),
    recordResultsChanged({ log: ports.events, store: ports.store }, record, ports.clock(), record),
  ])
  if (!isStillNewest) await ports.schedules.remove(record)
}

/** Rule 14: one mail to each board. What is in it is read now; where that fails, so does the sending of that mail alone. */
const sendsOf = async (ports: ProcessingPorts, record: LogRecord): Promise<Record<string, Send>> => {
  const { mails } = record.effects
  const boards = (Object.keys(mails) as BoardId[]).filter(board => isToBeSent(mails, board))
  const sends = boards.map(async (board): Promise<[BoardId, Send]> => {
    try {
      const mail = await mailTo(ports, record, board)
      return [board, async () => (mail ? ports.mailer.send(mail) : 'no-receiver')]
    } catch (error) {
      return [board, () => Promise.reject(error)]
    }
  })
  return Object.fromEntries(await Promise.all(sends))
}

/** Undefined where nobody is there to receive it. */
const mailTo = async (
  { events, directory, portalUrl, log }: ProcessingPorts,
  record: LogRecord,
  boardId: BoardId,
): Promise<Mail | undefined> => {
  const { state, presentBoardId } = record
  const [administrators, boardNames, before] = await Promise.all([
    directory.administrators(boardId),
    directory.boards([state.consent.boardId, ...(presentBoardId ? [presentBoardId] : [])]),
    record.version > 1 ? events.record(record, record.version - 1) : undefined,
  ])
  if (administrators) {
    const to = administrators.items.map(({ email }) => email)
    return mailAbout(record, before?.state, { boardId, to, boardNames }, portalUrl)
  }
  // Who gave consent had administrators, so that these are still to come back; the next board may never have had any.
  if (boardId === record.state.consent.boardId) throw new Error(`board ${boardId} has no administrators`)
  log.info('MAIL_WITHOUT_RECEIVER', { ...idsOf(record), boardId })
  return undefined
}

/** A consent in force is looked at again after its planned moment, until its delivery has begun. */
const watch = async (
  ports: ProcessingPorts,
  record: LogRecord,
  isLast: () => Promise<boolean>,
): Promise<Instant | null> => {
  const { phase, consent } = record.state
  if (phase !== 'given' || !(await isLast())) return null
  const dueAt = secondsAfter(plannedAt(record.schoolId, consent.terms.deliveryDate), GRACE_SECONDS)
  const now = ports.clock()
  if (now < dueAt) return dueAt
  const { deliveries } = ports
  if (deliveries) await succeeds(ports, record, () => triggerDelivery(deliveries, record))
  return secondsAfter(now, GRACE_SECONDS)
}

const isNewest = async ({ events }: ProcessingPorts, record: LogRecord): Promise<boolean> =>
  (await events.record(record, record.version + 1)) === undefined

/** Where messages wait, that of this delivery may be among them. */
const triggerDelivery = async (
  deliveries: DeliveryQueue,
  { schoolId, schoolYear, version, traceId }: LogRecord,
): Promise<void> => {
  const { waiting } = await deliveries.counts()
  if (waiting === 0) await deliveries.send({ schoolId, schoolYear, version, traceId }, 0)
}

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
