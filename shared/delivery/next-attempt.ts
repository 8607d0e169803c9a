import type { LogRecord } from '../consent/log.ts'
import type { EventLog, Outbox } from '../consent/ports.ts'
import { leaseFrom } from '../outbox/outbox.ts'
import { FIRST_PAUSE_SECONDS, pauseSeconds, SWEEP_SECONDS } from '../outbox/retry.ts'
import { type Clock, secondsAfter } from '../platform/time.ts'
import type { DeliveryQueue } from './ports.ts'

export interface NextAttemptPorts {
  clock: Clock
  /** A number in [0, 1). */
  random: () => number
  events: Pick<EventLog, 'records'>
  outbox: Pick<Outbox, 'saveOutcome' | 'due'>
  attempts: DeliveryQueue
}

/**
 * Puts the next attempt of a delivery on the queue; `false` where somebody else took it up. Claimed first, so that one
 * message at most waits for a delivery; where that is lost, the delivery is due again at the end of the lease.
 */
export const queueAttempt = async (
  {
    clock,
    outbox,
    attempts,
  }: Pick<NextAttemptPorts, 'clock' | 'attempts'> & {
    outbox: Pick<Outbox, 'saveOutcome'>
  },
  record: LogRecord,
  delaySeconds: number,
): Promise<boolean> => {
  const { schoolId, schoolYear, version, traceId } = record
  const { waitsSince: _, ...effects } = record.effects
  const lease = leaseFrom(secondsAfter(clock(), delaySeconds))
  if (!(await outbox.saveOutcome(record, effects, lease))) return false
  const attempt = effects.attempts + 1
  await attempts.send({ schoolId, schoolYear, version, traceId, attempt }, delaySeconds)
  return true
}

/** So long a delivery waits on the queue; for longer without a message, so that its wait can be ended. */
const LONGEST_DELAY_SECONDS = 120

/**
 * Has a delivery wait for its next attempt, at least for as long as was asked. Answers for how many seconds, or undefined
 * where somebody else took it up.
 */
export const waitForAttempt = async (
  ports: NextAttemptPorts,
  record: LogRecord,
  askedSeconds: number,
): Promise<number | undefined> => {
  const pause = pauseSeconds(record.effects.attempts, ports.random(), askedSeconds)
  if (pause <= LONGEST_DELAY_SECONDS || askedSeconds > 0)
    return (await queueAttempt(ports, record, pause)) ? pause : undefined
  const now = ports.clock()
  // The sweep finds it at most five minutes after this.
  const seconds = Math.min(pause, SWEEP_SECONDS)
  const effects = { ...record.effects, waitsSince: now }
  return (await ports.outbox.saveOutcome(record, effects, secondsAfter(now, seconds))) ? seconds : undefined
}

/** Each success ends the wait of two, so that all are under way soon and never many more than can be taken. */
const WOKEN = 2
const LOOKED_AT = 10

/** After a success that followed on failures: the others that wait need not wait any longer. */
export const wakeWaiting = async (ports: NextAttemptPorts): Promise<void> => {
  const now = ports.clock()
  const keys = await ports.outbox.due('deliveries', secondsAfter(now, SWEEP_SECONDS), LOOKED_AT)
  const rested = secondsAfter(now, -FIRST_PAUSE_SECONDS)
  const waiting = (await ports.events.records(keys)).filter(
    ({ effects: { waitsSince } }) => waitsSince && waitsSince <= rested,
  )
  // From anywhere among them, since others who succeed at this moment look at the same.
  const first = Math.floor(ports.random() * waiting.length)
  const woken = [...waiting.slice(first), ...waiting.slice(0, first)].slice(0, WOKEN)
  for (const record of woken) await queueAttempt(ports, record, 0)
}
