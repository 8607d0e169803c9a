import { hasReachedItsDate } from '../consent/deadline.ts'
import { recordOf } from '../consent/decider.ts'
import type { LogRecord } from '../consent/log.ts'
import { reportInForce } from '../consent/results-changed.ts'
import type { MonitoringData, MonitoringStore } from '../monitoring/ports.ts'
import { claim, leaseFrom } from '../outbox/outbox.ts'
import { type AttemptPorts, appended, attempt, idsOf } from './attempt.ts'
import { archiveNameOf } from './delivery.ts'
import { payloadOf } from './payload.ts'
import type { DeliveryTrigger } from './ports.ts'

export interface DeliverPorts extends AttemptPorts {
  store: Pick<MonitoringStore, 'read'>
}

/**
 * Rule 12: takes a delivery one step further, whoever triggers it and how often. Who appends `delivery-started` has it
 * attempted; it is the one conditional write that decides between a withdrawal and a delivery. After that only the holder
 * of the lease on the newest event sends, always the archived bytes under the same id. In a table that was restored and is
 * not caught up nothing begins and nothing is sent: the sweep triggers all that is due when it is.
 */
export const deliver = async (ports: DeliverPorts, trigger: DeliveryTrigger): Promise<void> => {
  const { events, store } = ports
  const { schoolId, schoolYear, version, attempt } = trigger
  // No snapshot: what a replay wrote meanwhile a beginning meets as a conflict, and an attempt in the ledger.
  const [isCurrent, record, next, figures] = await Promise.all([
    events.isCurrent(),
    events.record(trigger, version),
    events.record(trigger, version + 1),
    attempt === undefined ? store.read(schoolId, schoolYear) : undefined,
  ])
  if (!isCurrent || !record || next) return ignore(ports, trigger)
  if (record.state.phase === 'in-delivery') return takeUp(ports, trigger, record)
  const isDue = record.state.phase === 'given' && hasReachedItsDate(record.state, ports.clock())
  return isDue && figures ? begin(ports, record, figures) : ignore(ports, trigger)
}

const begin = async (ports: DeliverPorts, head: LogRecord, figures: MonitoringData): Promise<void> => {
  const now = ports.clock()
  const report = reportInForce(head, head.state, figures)
  const digest = report?.digest ?? null
  if (digest !== head.state.consent.reportDigest) {
    // An import that was judged before the deadline ended after it: the board hears of it before the delivery.
    const changed = recordOf(head, head, { type: 'results-changed', at: now, by: null, reportDigest: digest })
    await ports.events.append(changed)
    return deliver(ports, idsOf(changed))
  }
  if (!report || report.document.groups.length === 0) {
    const withoutResults = figures.results.length === 0
    if (await appended(ports, head, { type: 'nothing-to-deliver', at: now, by: null, withoutResults }))
      ports.log.info('NOTHING_TO_DELIVER', idsOf(head))
    return
  }
  await ports.archive.keep(archiveNameOf(head, head.state), payloadOf(head, head.state, report.document))
  const started = await appended(ports, head, { type: 'delivery-started', at: now, by: null })
  if (!started) return ignore(ports, head)
  ports.log.info('DELIVERY_STARTED', idsOf(started))
  // On a queue of its own, so that an inspectorate that is slow holds up no other beginning.
  await ports.attempts.send({ ...idsOf(started), attempt: 1 }, 0)
}

/**
 * Makes the attempt that the message is for. Once only: it is begun by the claim that counts it. What is stored until its
 * outcome is saved is that of an attempt whose worker died: a request without an answer, sent during the lease.
 */
const takeUp = async (ports: DeliverPorts, trigger: DeliveryTrigger, head: LogRecord): Promise<void> => {
  const { attempts, posts, unansweredSince } = head.effects
  if (trigger.attempt !== attempts + 1) return ignore(ports, trigger)
  const now = ports.clock()
  const begun = { ...head.effects, posts: posts + 1, unansweredSince: leaseFrom(now) }
  const claimed = await claim(ports.outbox, head, now, begun)
  if (claimed) await attempt(ports, { ...claimed, effects: { ...claimed.effects, unansweredSince } })
}

const ignore = ({ log }: DeliverPorts, trigger: DeliveryTrigger): void =>
  log.info('DELIVERY_IGNORED', idsOf(trigger))
