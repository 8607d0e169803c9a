import type { LogRecord } from '../consent/log.ts'
import type { EventLog, Outbox } from '../consent/ports.ts'
import { leaseFrom } from '../outbox/outbox.ts'
import { FIRST_PAUSE_SECONDS, pauseSeconds, SWEEP_SECONDS } from '../outbox/retry.ts'
import { type Clock, type Instant, millisecondsOf, secondsAfter } from '../platform/time.ts'
import type { DeliveryQueue } from './ports.ts'

export interface NextAttemptPorts {
  clock: Clock
  /** A number in [0, 1). */
  random: () => number
  events: Pick<EventLog, 'records'>
  outbox: Pick<Outbox, 'saveOutcome' | 'due'>
  attempts: DeliveryQueue
}

interface QueueingPorts extends Pick<NextAttemptPorts, 'clock' | 'attempts'> {
  outbox: Pick<Outbox, 'saveOutcome'>
}

/**
 * Puts the next attempt of a delivery on the queue; `false` where somebody else took it up. Claimed first, so that one
 * message at most waits for a delivery; where that is lost, the delivery is due again at the end of the lease.
 */
export const queueAttempt = async (
  { clock, outbox, attempts }: QueueingPorts,
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

/** During an outage, how long until another finds out whether it is over. */
const PROBE_SECONDS = 15

/**
 * Has a delivery wait for its next attempt, at least for as long as was asked. Answers for how many seconds, or undefined
 * where somebody else took it up. One that was not made waits without a message, so that the queue stays free.
 */
export const waitForAttempt = async (
  ports: NextAttemptPorts,
  record: LogRecord,
  { askedSeconds, wasMade }: { askedSeconds: number; wasMade: boolean },
): Promise<number | undefined> => {
  const pause = pauseSeconds(record.effects.attempts, ports.random(), askedSeconds)
  if (wasMade && (pause <= LONGEST_DELAY_SECONDS || askedSeconds > 0))
    return (await queueAttempt(ports, record, pause)) ? pause : undefined
  const now = ports.clock()
  // The sweep finds it at most five minutes after this.
  const seconds = Math.min(pause, SWEEP_SECONDS)
  const effects = { ...record.effects, waitsSince: now }
  if (!(await ports.outbox.saveOutcome(record, effects, secondsAfter(now, seconds)))) return undefined
  if (wasMade) await probeLater(ports)
  return seconds
}

const LOOKED_AT = 10

/** Those that wait without a message, some of the longest first; from anywhere among them, since others look at this moment. */
const waitingOnes = async ({ clock, random, events, outbox }: NextAttemptPorts): Promise<LogRecord[]> => {
  const keys = await outbox.due('deliveries', secondsAfter(clock(), SWEEP_SECONDS), LOOKED_AT)
  const waiting = (await events.records(keys)).filter(({ effects }) => effects.waitsSince)
  const first = Math.floor(random() * waiting.length)
  return [...waiting.slice(first), ...waiting.slice(0, first)]
}

/** How many seconds one must still be left alone after its last attempt. */
const restOf = ({ effects }: LogRecord, now: Instant): number =>
  Math.max(0, FIRST_PAUSE_SECONDS - (millisecondsOf(now) - millisecondsOf(effects.waitsSince!)) / 1000)

/** After a failure: another finds out whether the outage is over. */
const probeLater = async (ports: NextAttemptPorts): Promise<void> => {
  const rested = (await waitingOnes(ports)).find(record => restOf(record, ports.clock()) === 0)
  if (rested) await queueAttempt(ports, rested, PROBE_SECONDS)
}

/** After a success that followed on failures: ends the wait of two, and theirs of two each, so that soon none waits. */
export const wakeWaiting = async (ports: NextAttemptPorts): Promise<void> => {
  for (const record of (await waitingOnes(ports)).slice(0, 2))
    await queueAttempt(ports, record, Math.ceil(restOf(record, ports.clock())))
}
