import { hasReachedItsDate } from '../consent/deadline.ts'
import { reportInForce } from '../consent/figures.ts'
import type { ConsentEvent, LogKey, LogRecord } from '../consent/log.ts'
import type { EventLog, Outbox } from '../consent/ports.ts'
import { leaseFrom, recordOf } from '../consent/recording.ts'
import type { MonitoringStore } from '../monitoring/ports.ts'
import type { Log } from '../platform/log.ts'
import { type Clock, secondsAfter } from '../platform/time.ts'
import { archiveNameOf, deliveryIdOf } from './delivery.ts'
import { payloadOf } from './payload.ts'
import type { Archive, AttemptOutcome, DeliveryQueue, Inspectorate, WakeUp } from './ports.ts'
import { isGivenUp, pauseSeconds } from './retry.ts'

export interface DeliverPorts {
  clock: Clock
  /** A number in [0, 1). */
  random: () => number
  events: EventLog
  outbox: Outbox
  store: Pick<MonitoringStore, 'read'>
  archive: Archive
  inspectorate: Inspectorate
  queue: DeliveryQueue
  log: Log
}

/**
 * Rule 12: takes a delivery one step further, whoever wakes it and how often. Who appends `delivery-started` sends; it
 * is the one conditional write that decides between a withdrawal and a delivery. After that only the holder of the
 * lease on the newest event sends, always the archived bytes under the same id.
 */
export const deliver = async (ports: DeliverPorts, wakeUp: WakeUp): Promise<void> => {
  const head = await ports.events.head(wakeUp)
  switch (head?.state.phase) {
    case 'given':
      return start(ports, wakeUp, head)
    case 'in-delivery':
      return resume(ports, head)
    default:
      return ignore(ports, wakeUp)
  }
}

const start = async (ports: DeliverPorts, wakeUp: WakeUp, head: LogRecord): Promise<void> => {
  const now = ports.clock()
  if (wakeUp.version !== head.version || !hasReachedItsDate(head.state, now)) return ignore(ports, wakeUp)

  const report = await reportInForce(ports.store, head, head.state)
  const digest = report?.digest ?? null
  if (digest !== head.state.consent.reportDigest) {
    // An import that was judged before the deadline ended after it: the board hears of it before the delivery.
    const changed = recordOf(head, head, { type: 'results-changed', at: now, by: null, reportDigest: digest })
    await ports.events.append(changed)
    return deliver(ports, { ...wakeUp, version: changed.version })
  }
  if (!report || report.document.groups.length === 0) {
    if (await appended(ports, head, { type: 'nothing-to-deliver', at: now, by: null }))
      ports.log.info('NOTHING_TO_DELIVER', idsOf(head))
    return
  }
  await ports.archive.keep(archiveNameOf(head, head.state), payloadOf(head, head.state, report.document))
  const started = await appended(ports, head, { type: 'delivery-started', at: now, by: null })
  if (!started) return deliver(ports, wakeUp)
  ports.log.info('DELIVERY_STARTED', idsOf(started))
  await attempt(ports, started)
}

/** Takes the lease on a delivery under way, unless another worker has it or its pause is not over. */
const resume = async (ports: DeliverPorts, head: LogRecord): Promise<void> => {
  const now = ports.clock()
  if (head.openAt && head.openAt > now) return ignore(ports, head)
  const effects = { ...head.effects, attempts: head.effects.attempts + 1 }
  const openAt = leaseFrom(now)
  if (await ports.outbox.note(head, effects, openAt)) await attempt(ports, { ...head, effects, openAt })
}

const attempt = async (ports: DeliverPorts, claimed: LogRecord): Promise<void> => {
  const outcome = await outcomeOf(ports, claimed)
  const attempts = claimed.state.attempts + claimed.effects.attempts
  const at = ports.clock()
  switch (outcome.kind) {
    case 'delivered':
      await appended(ports, claimed, { type: 'delivered', at, by: null, receipt: outcome.receipt, attempts })
      return ports.log.info('DELIVERED', idsOf(claimed))
    case 'refused':
      await appended(ports, claimed, { type: 'delivery-failed', at, by: null, attempts })
      return ports.log.error('DELIVERY_FAILED', { ...idsOf(claimed), status: outcome.status })
    case 'later':
    case 'unknown':
      return postpone(ports, claimed, outcome)
  }
}

const outcomeOf = async (ports: DeliverPorts, { state, ...key }: LogRecord): Promise<AttemptOutcome> => {
  const deliveryId = deliveryIdOf(key, state)
  // After seven days without success nothing more is sent: what is under way by then has had its time to arrive.
  if (state.runStartedAt !== null && isGivenUp(state.runStartedAt, ports.clock()))
    return lastWord(ports, deliveryId, { kind: 'refused', status: 0 })
  const bytes = await ports.archive.read(archiveNameOf(key, state))
  if (!bytes) throw new Error(`no archived bytes of ${deliveryId}`)
  const outcome = await ports.inspectorate.deliver(deliveryId, bytes)
  return outcome.kind === 'refused' ? lastWord(ports, deliveryId, outcome) : outcome
}

/**
 * Rule 12: a failure is said only when no answer is unknown. So before a refusal, or seven days without success, ends
 * a delivery, the inspectorate must say that it has not arrived by an earlier attempt.
 */
const lastWord = async (
  { inspectorate }: DeliverPorts,
  deliveryId: string,
  refusal: AttemptOutcome & { kind: 'refused' },
): Promise<AttemptOutcome> => {
  const found = await inspectorate.find(deliveryId)
  if (found === 'unknown') return { kind: 'unknown' }
  return found === 'absent' ? refusal : { kind: 'delivered', receipt: found }
}

const postpone = async (
  ports: DeliverPorts,
  claimed: LogRecord,
  outcome: AttemptOutcome & { kind: 'later' | 'unknown' },
): Promise<void> => {
  const asked = outcome.kind === 'later' ? (outcome.retryAfterSeconds ?? 0) : 0
  const pause = pauseSeconds(claimed.effects.attempts, ports.random(), asked)
  if (!(await ports.outbox.note(claimed, claimed.effects, secondsAfter(ports.clock(), pause)))) return
  await ports.queue.send(claimed, pause)
  ports.log.info('DELIVERY_POSTPONED', { ...idsOf(claimed), outcome: outcome.kind, seconds: pause })
}

const appended = async (
  { events }: DeliverPorts,
  head: LogRecord,
  event: ConsentEvent,
): Promise<LogRecord | undefined> => {
  const record = recordOf(head, head, event)
  return (await events.append(record)) === 'appended' ? record : undefined
}

const ignore = ({ log }: DeliverPorts, wakeUp: WakeUp): void => log.info('DELIVERY_IGNORED', idsOf(wakeUp))

const idsOf = ({ schoolId, schoolYear, version }: LogKey & { version: number }) => ({
  schoolId,
  schoolYear,
  version,
})
