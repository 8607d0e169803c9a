import type { SchoolId, SchoolYear } from '../directory/identifiers.ts'
import type { Instant } from '../platform/time.ts'
import type { EventKey } from './event-name.ts'
import type { Effects, LogKey, LogRecord } from './log.ts'
import type { Phase } from './transitions.ts'

export interface LogHead extends EventKey {
  phase: Exclude<Phase, 'none'>
}

/** The append-only log, one per school and school year. Reads of one log are strongly consistent. */
export interface EventLog {
  head(key: LogKey): Promise<LogRecord | undefined>
  record(key: LogKey, version: number): Promise<LogRecord | undefined>
  /** All events of a log, oldest first. */
  history(key: LogKey): Promise<readonly LogRecord[]>
  schoolYears(schoolId: SchoolId): Promise<readonly SchoolYear[]>
  /** One conditional write: `conflict` where the version is taken, by whomever. */
  append(record: LogRecord): Promise<'appended' | 'conflict'>
  /** The newest event of every log of a school year, by school id. May lag behind by a moment. */
  headsOf(schoolYear: SchoolYear): Promise<readonly LogHead[]>
  /** The events at those heads, in the same order. */
  records(heads: readonly LogHead[]): Promise<readonly LogRecord[]>
}

/** What may still be open about an event: a schedule, a mail or a watch on it; or the delivery it is. */
export type OpenWork = 'effects' | 'deliveries'

/** The notes on events, and which events still have something to be done. */
export interface Outbox {
  /**
   * Replaces the notes if nobody has since the record was read (`openAt` still as it was). `false` where somebody
   * has: the work is theirs then.
   */
  note(record: LogRecord, effects: Effects, openAt: Instant | null): Promise<boolean>
  /** Events to look at by that moment, the longest waiting first. May lag behind by a moment. */
  due(of: OpenWork, now: Instant, limit: number): Promise<readonly EventKey[]>
}
