import type { SchoolId, SchoolYear } from '../directory/identifiers.ts'
import type { PlaceRange } from '../directory/listing.ts'
import type { Due, Failures, Outcomes } from '../outbox/outbox.ts'
import type { Instant } from '../platform/time.ts'
import type { EventKey } from './event-name.ts'
import type { LogKey, LogRecord, RecordedFacts } from './log.ts'

/** The newest events of logs. Of what cannot be read only the log is told: nobody knows where that school stands. */
export interface Heads {
  heads: readonly RecordedFacts[]
  unreadable: readonly LogKey[]
}

/** A part of the newest events of a school year, by `placeOf` the school under the board of the consent. */
export interface HeadPage extends Heads {
  /** The place after which the next part begins; undefined where there is none. */
  next: string | undefined
}

/** Where the logs are stored, one per school and school year. Reads of one log are strongly consistent. */
export interface EventStore {
  head(key: LogKey): Promise<LogRecord | undefined>
  record(key: LogKey, version: number): Promise<LogRecord | undefined>
  /** All events of a log, oldest first. */
  history(key: LogKey): Promise<readonly LogRecord[]>
  schoolYears(schoolId: SchoolId): Promise<readonly SchoolYear[]>
  /** One conditional write: `conflict` where the version is taken, by whomever. */
  append(record: LogRecord): Promise<'appended' | 'conflict'>
  /**
   * The newest event of every log of a school year that is listed in those ranges, in no order. May lag behind by a
   * moment.
   */
  headsOf(schoolYear: SchoolYear, ranges: readonly PlaceRange[]): Promise<Heads>
  /** The first `limit` of them after a place, or of all. */
  headsAfter(schoolYear: SchoolYear, place: string | undefined, limit: number): Promise<HeadPage>
  /** Those of the events that are there and can be read, in the order in which they are asked for. */
  records(keys: readonly EventKey[]): Promise<readonly LogRecord[]>
  /**
   * Takes out of the lists all events that this one has followed: until then readers pass them over, but where the school
   * has another board since. Safe to repeat.
   */
  unlistBefore(key: EventKey): Promise<void>
}

/** What decisions rest on, and what people are shown. It throws `TemporaryFault` where the logs are not current. */
export interface CurrentLog
  extends Pick<EventStore, 'head' | 'history' | 'headsOf' | 'headsAfter' | 'records'> {
  /** Whether the logs hold all that the ledger holds: not in a table that was restored and is not caught up. */
  isCurrent(): Promise<boolean>
}

/** The append-only logs, as `durableLog` makes them of a store and the ledger. */
export interface EventLog extends EventStore, CurrentLog {
  /** The same as `append`, and durable once it is answered; in fewer round trips than one after the other. */
  appendDurably: EventStore['append']
  /**
   * Makes sure that the ledger holds an event, and all before it. Nobody outside may hear of it earlier. Who has seen which
   * version is the newest there says so, and it is not looked for again.
   */
  makeDurable(record: LogRecord, newestKept?: number): Promise<void>
}

/** The facts of every event, kept outside the table where nobody can change or remove them. Of each log without gaps. */
export interface Ledger {
  /** Keeps an event; `taken` where there is one of that number already. */
  keep(facts: RecordedFacts): Promise<'kept' | 'taken'>
  read(key: EventKey): Promise<RecordedFacts | undefined>
  /** The newest event of every log. */
  heads(): Promise<readonly EventKey[]>
  isEmpty(): Promise<boolean>
}

/** Which table the ledger was last replayed into, kept in the table itself: a restored one still names another. */
export interface RestoreGuard {
  /** `new`: no table is named yet; `behind`: another table is named, of which this one is a restored copy. */
  status(): Promise<'current' | 'behind' | 'new'>
  /** Notes that this table holds all that the ledger holds. */
  markCurrent(): Promise<void>
}

/** What the logs are made of. */
export interface LogParts {
  store: EventStore
  ledger: Ledger
  restoreGuard: RestoreGuard
}

/** What may still be open about an event: a schedule, a mail or a watch on it; or the delivery it is. */
export type OpenWork = 'effects' | 'deliveries'

/** The events about which something is still to be done. */
export interface Outbox extends Outcomes<LogRecord>, Failures<EventKey> {
  /** Events to look at by that moment, the longest waiting first. May lag behind by a moment. */
  due(of: OpenWork, now: Instant, limit: number): Promise<readonly Due<EventKey>[]>
  /** How many entries are set aside, announcements included, counted up to `limit`. */
  setAside(limit: number): Promise<number>
}
