import type * as z from 'zod/mini'
import type { AnnouncementKey } from '../announcements/announcement.ts'
import type { Announcements } from '../announcements/ports.ts'
import type { EventKey } from '../consent/event-name.ts'
import type { LogRecord } from '../consent/log.ts'
import type { EventLog, Outbox } from '../consent/ports.ts'
import { plannedAt } from '../delivery/delivery.ts'
import { type Due, LONGEST_WAIT_SECONDS } from '../outbox/outbox.ts'
import { concurrently } from '../platform/concurrently.ts'
import { type Clock, type Instant, millisecondsOf, secondsAfter } from '../platform/time.ts'
import type { backlog } from './schemas.ts'

export interface BacklogPorts {
  clock: Clock
  events: Pick<EventLog, 'record' | 'head'>
  outbox: Pick<Outbox, 'due' | 'setAside'>
  announcements: Pick<Announcements, 'due' | 'open'>
}

/** What is still to be done though its time has come, whether it is claimed, or waits for another attempt. */
export type Backlog = z.output<typeof backlog>

/** All that is open, in hand or not, by the moment at which it is looked at again: the first thousand of each. */
export interface Open {
  effects: readonly Due<EventKey>[]
  deliveries: readonly Due<EventKey>[]
  announcements: readonly Due<AnnouncementKey>[]
}

const MOST = 1000
const AT_ONCE = 10

/** Whatever waits is looked at again within the longest wait. */
export const openEntries = async (
  now: Instant,
  { outbox, announcements }: Pick<BacklogPorts, 'outbox' | 'announcements'>,
): Promise<Open> => {
  const soon = secondsAfter(now, LONGEST_WAIT_SECONDS)
  const [effects, deliveries, announced] = await Promise.all([
    outbox.due('effects', soon, MOST),
    outbox.due('deliveries', soon, MOST),
    announcements.due(soon, MOST),
  ])
  return { effects, deliveries, announcements: announced }
}

/** A list that was cut off goes on. */
const isWhole = (found: Open): boolean => Object.values(found).every(({ length }) => length < MOST)

/**
 * What is left of `found`, where that was all, or of what is open now. Counted from the events themselves: the index may
 * lag behind, and does not say since when an event waits.
 */
export const backlogOf = async (ports: BacklogPorts, found?: Open): Promise<Backlog> => {
  const now = ports.clock()
  const open = found && isWhole(found) ? found : await openEntries(now, ports)
  const [effects, deliveries, announcements, setAside] = await Promise.all([
    recordsOf(ports, open.effects),
    recordsOf(ports, open.deliveries).then(records => newestOf(ports, records)),
    readable(open.announcements, key => ports.announcements.open(key)),
    ports.outbox.setAside(MOST),
  ])
  const unsent = effects.filter(record =>
    Object.values(record.effects.mails).some(({ status }) => status === 'pending'),
  )
  const unplanned = effects.filter(record => !record.effects.planned)
  // An older version is watched until its moment too, and has nothing to begin.
  const due = effects.filter(record => record.state.phase === 'given' && dueSince(record) <= now)
  const notBegun = await newestOf(ports, due)
  return {
    openEffects: new Set([...unsent, ...unplanned, ...notBegun]).size + announcements.length,
    openDeliveries: deliveries.length,
    setAside,
    mailSeconds: longestSince(now, [...unsent, ...announcements], ({ at }) => at),
    deliverySeconds: longestSince(now, [...notBegun, ...deliveries], dueSince),
  }
}

const recordsOf = async (
  { events }: BacklogPorts,
  keys: readonly EventKey[],
): Promise<readonly LogRecord[]> => {
  const records = await readable(keys, key => events.record(key, key.version))
  return records.filter(({ nextAttemptAt }) => nextAttemptAt)
}

/** One that cannot be read hides no other; the sweep has failed on it, and says so. */
const readable = async <Key, Read>(
  keys: readonly Key[],
  read: (key: Key) => Promise<Read | undefined>,
): Promise<readonly Read[]> => {
  const found: Read[] = []
  await concurrently(AT_ONCE, keys, async key => {
    const one = await read(key).catch(() => undefined)
    if (one !== undefined) found.push(one)
  })
  return found
}

const newestOf = async (
  { events }: BacklogPorts,
  records: readonly LogRecord[],
): Promise<readonly LogRecord[]> => {
  const newest: LogRecord[] = []
  await concurrently(AT_ONCE, records, async record => {
    if ((await events.head(record))?.version === record.version) newest.push(record)
  })
  return newest
}

const dueSince = ({ type, at, schoolId, state }: LogRecord): Instant =>
  type === 'delivery-retried' ? at : plannedAt(schoolId, state.consent.terms.deliveryDate)

const longestSince = <Waiting>(
  now: Instant,
  all: readonly Waiting[],
  since: (one: Waiting) => Instant,
): number => {
  const seconds = all.map(one => (millisecondsOf(now) - millisecondsOf(since(one))) / 1000)
  return Math.floor(Math.max(0, ...seconds))
}
