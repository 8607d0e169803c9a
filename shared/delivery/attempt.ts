import { recordOf } from '../consent/decider.ts'
import type { ConsentEvent, Effects, LogRecord } from '../consent/log.ts'
import type { EventLog } from '../consent/ports.ts'
import { isGivenUp } from '../outbox/retry.ts'
import type { Log } from '../platform/log.ts'
import { type Instant, secondsAfter } from '../platform/time.ts'
import { archiveNameOf, deliveryIdOf } from './delivery.ts'
import { type NextAttemptPorts, waitForAttempt, wakeWaiting } from './next-attempt.ts'
import type { Archive, AttemptOutcome, DeliveryTrigger, Inspectorate, Kept, KeptReceipt } from './ports.ts'

export interface AttemptPorts extends NextAttemptPorts {
  events: EventLog
  archive: Archive
  inspectorate: Inspectorate
  log: Log
}

/** So long after its sender gave up on it a request may still be taken in; for so long it is only sent again. */
const LATEST_ARRIVAL_SECONDS = 300

interface Attempted extends Pick<Effects, 'posts' | 'unansweredSince' | 'refused'> {
  outcome: AttemptOutcome
}

/** One attempt to deliver, by the holder of the lease on the newest event, and what follows from how it ended. */
export const attempt = async (ports: AttemptPorts, claimed: LogRecord): Promise<void> => {
  const kept = await ports.archive.kept(claimed)
  // Another worker has ended it since the log was read, or a replay.
  if (kept.newestEvent > claimed.version) return ports.log.info('DELIVERY_IGNORED', idsOf(claimed))
  const { outcome, ...requests } = await endOf(ports, claimed, kept)
  const attempts = claimed.state.attempts + requests.posts
  const at = ports.clock()
  switch (outcome.kind) {
    case 'delivered':
      await ended(
        ports,
        claimed,
        { type: 'delivered', at, by: null, receipt: outcome.receipt, attempts },
        () => ports.log.info('DELIVERED', idsOf(claimed)),
      )
      return claimed.effects.attempts > 1 ? wakeWaiting(ports) : undefined
    case 'refused':
      return ended(ports, claimed, { type: 'delivery-failed', at, by: null, attempts }, () =>
        ports.log.error('DELIVERY_FAILED', { ...idsOf(claimed), status: outcome.status }),
      )
    case 'later':
    case 'not-posted':
    case 'kept-back':
    case 'unknown':
      return postpone(ports, { ...claimed, effects: { ...claimed.effects, ...requests } }, outcome)
  }
}

/**
 * Rule 12: nothing is sent before the ledger holds the start of this delivery, nor where it holds a receipt; and a
 * receipt is kept there before the log says delivered. So no restore can have anything sent for a second time.
 */
const endOf = async (ports: AttemptPorts, claimed: LogRecord, kept: Kept): Promise<Attempted> => {
  const { archive, events, clock } = ports
  const { state, effects } = claimed
  const deliveryId = deliveryIdOf(claimed, state)
  if (kept.receipt) return { outcome: deliveredBefore(kept.receipt, deliveryId), posts: effects.posts - 1 }

  // After seven days without success nothing more is sent: what is under way by then has had its time to arrive.
  const isGivenUpNow = state.runStartedAt !== null && isGivenUp(state.runStartedAt, clock())
  const isOver = isGivenUpNow || effects.refused !== undefined
  const [bytes] = await Promise.all([
    archive.read(archiveNameOf(claimed, state)),
    events.makeDurable(claimed, kept.newestEvent),
  ])
  if (!bytes) throw new Error(`no archived bytes of ${deliveryId}`)
  const ended: AttemptOutcome = isOver
    ? { kind: 'refused', status: effects.refused ?? 0 }
    : await ports.inspectorate.deliver(deliveryId, bytes)
  const outcome = isToBeAsked(ended, claimed, clock()) ? await lastWord(ports, claimed, bytes, ended) : ended
  if (outcome.kind === 'delivered') {
    const receipt = { deliveryId, payload: archiveNameOf(claimed, state), ...outcome.receipt }
    await archive.keepReceipt(claimed, receipt)
  }
  const refused = ended.kind === 'refused' && outcome.kind === 'later' ? ended.status : effects.refused
  const isPosted = !isOver && outcome.kind !== 'not-posted' && outcome.kind !== 'kept-back'
  const posts = effects.posts - (isPosted ? 0 : 1)
  const unansweredSince = ended.kind === 'unknown' ? clock() : effects.unansweredSince
  return { outcome, posts, unansweredSince, refused }
}

/** Throws where the receipt is one of another delivery of that year, after which the log should never have come here. */
const deliveredBefore = ({ receiptId, receivedAt, ...known }: KeptReceipt, id: string): AttemptOutcome => {
  if (known.deliveryId !== id) throw new Error(`${id} was delivered as ${known.deliveryId}`)
  return { kind: 'delivered', receipt: { receiptId, receivedAt } }
}

type WithoutReceipt = Exclude<AttemptOutcome, { kind: 'delivered' }>

/** Where an answer is unknown, and sending again has not brought it for so long, it may be known by asking alone. */
const isToBeAsked = (
  ended: AttemptOutcome,
  { at, effects }: LogRecord,
  now: Instant,
): ended is WithoutReceipt =>
  ended.kind === 'refused' ||
  ((ended.kind === 'unknown' || (ended.kind === 'later' && effects.unansweredSince !== undefined)) &&
    now >= secondsAfter(at, LATEST_ARRIVAL_SECONDS))

/**
 * The inspectorate knows whether an earlier attempt arrived, whatever it answers to another. Rule 12: a failure is said only
 * when no answer is unknown: not before it says that nothing has arrived, nor while a request may be under way.
 */
const lastWord = async (
  { inspectorate, clock }: AttemptPorts,
  { effects: { unansweredSince }, state, ...key }: LogRecord,
  bytes: Uint8Array,
  ended: WithoutReceipt,
): Promise<AttemptOutcome> => {
  const found = await inspectorate.find(deliveryIdOf(key, state), bytes)
  if (typeof found === 'object') return { kind: 'delivered', receipt: found }
  if (ended.kind !== 'refused') return ended
  const { status } = ended
  if (found === 'unknown') return { kind: 'unknown', status }
  const mayArrive = unansweredSince && clock() < secondsAfter(unansweredSince, LATEST_ARRIVAL_SECONDS)
  return mayArrive ? { kind: 'later', status, retryAfterSeconds: LATEST_ARRIVAL_SECONDS } : ended
}

const postpone = async (
  ports: AttemptPorts,
  claimed: LogRecord,
  outcome: Exclude<WithoutReceipt, { kind: 'refused' }>,
): Promise<void> => {
  const askedSeconds = ('retryAfterSeconds' in outcome && outcome.retryAfterSeconds) || 0
  const wasMade = outcome.kind !== 'kept-back'
  const seconds = await waitForAttempt(ports, claimed, { askedSeconds, wasMade })
  if (seconds === undefined) return
  const { kind, status } = outcome
  ports.log.info('DELIVERY_POSTPONED', { ...idsOf(claimed), outcome: kind, status, seconds })
}

/** Appends how a delivery ended, and tells it, also where the rest fails. Nothing is left to do about the event it followed. */
const ended = async (
  ports: AttemptPorts,
  claimed: LogRecord,
  event: ConsentEvent,
  tell: () => void,
): Promise<void> => {
  if (await appended(ports, claimed, event)) tell()
  await ports.outbox.saveOutcome(claimed, claimed.effects, null)
}

/** Appends what follows on `head`; undefined where something else came first. */
export const appended = async (
  { events }: Pick<AttemptPorts, 'events'>,
  head: LogRecord,
  event: ConsentEvent,
): Promise<LogRecord | undefined> => {
  const record = recordOf(head, head, event)
  return (await events.append(record)) === 'appended' ? record : undefined
}

export const idsOf = ({ schoolId, schoolYear, version, traceId }: DeliveryTrigger) => ({
  schoolId,
  schoolYear,
  version,
  traceId,
})
