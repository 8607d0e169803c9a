import type * as z from 'zod/mini'
import type { Announcement } from '../announcements/announcement.ts'
import type { Announcements } from '../announcements/ports.ts'
import type { LogRecord } from '../consent/log.ts'
import type { EventLog, OpenWork, Outbox } from '../consent/ports.ts'
import { plannedAt } from '../delivery/delivery.ts'
import { LONGEST_WAIT_SECONDS } from '../outbox/outbox.ts'
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

const MOST = 1000
const AT_ONCE = 10

/** Counted anew from the events themselves: the moment at which one is looked at again does not say since when it waits. */
export const backlogOf = async (ports: BacklogPorts): Promise<Backlog> => {
  const now = ports.clock()
  const soon = secondsAfter(now, LONGEST_WAIT_SECONDS)
  const [effects, deliveries, announcements, setAside] = await Promise.all([
    openBy(ports, 'effects', soon),
    openBy(ports, 'deliveries', soon).then(records => newestOf(ports, records)),
    openAnnouncements(ports, soon),
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

/** Whatever waits is looked at again within the longest wait; the index may lag behind. */
const openBy = async (
  { events, outbox }: BacklogPorts,
  of: OpenWork,
  soon: Instant,
): Promise<readonly LogRecord[]> => {
  const keys = await outbox.due(of, soon, MOST)
  return (await readable(keys, key => events.record(key, key.version))).filter(
    ({ nextAttemptAt }) => nextAttemptAt,
  )
}

const openAnnouncements = async (
  { announcements }: BacklogPorts,
  soon: Instant,
): Promise<readonly Announcement[]> =>
  readable(await announcements.due(soon, MOST), key => announcements.open(key))

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
