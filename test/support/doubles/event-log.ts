import { type EventKey, eventNameOf } from '../../../shared/consent/event-name.ts'
import type { Effects, LogKey, LogRecord, RecordedFacts } from '../../../shared/consent/log.ts'
import type { EventLog, HeadPage, Heads, OpenWork, Outbox } from '../../../shared/consent/ports.ts'
import type { SchoolId, SchoolYear } from '../../../shared/directory/identifiers.ts'
import { placeOf, type Stretch } from '../../../shared/directory/listing.ts'
import type { Instant } from '../../../shared/platform/time.ts'

const SET_ASIDE_AT = 3

/** Logs and outbox over one memory, always current. Records are copied in and out. */
export class InMemoryEventLog implements EventLog, Outbox {
  readonly #logs = new Map<string, LogRecord[]>()
  readonly #failures = new Map<string, number>()
  /** The events that the ledger was to hold, in the order of asking. */
  readonly durable: string[] = []

  async isCurrent(): Promise<boolean> {
    return true
  }

  async makeDurable(record: LogRecord): Promise<void> {
    this.durable.push(eventNameOf(record))
  }

  async head(key: LogKey): Promise<LogRecord | undefined> {
    return structuredClone(this.#logOf(key).at(-1))
  }

  async record(key: LogKey, version: number): Promise<LogRecord | undefined> {
    return structuredClone(this.#logOf(key)[version - 1])
  }

  async history(key: LogKey): Promise<readonly LogRecord[]> {
    return structuredClone(this.#logOf(key))
  }

  async schoolYears(schoolId: SchoolId): Promise<readonly SchoolYear[]> {
    const years = this.#heads().filter(head => head.schoolId === schoolId)
    return years.map(head => head.schoolYear).sort()
  }

  async append(record: LogRecord): Promise<'appended' | 'conflict'> {
    const log = this.#logOf(record)
    if (log.length >= record.version) return 'conflict'
    this.#logs.set(nameOf(record), [...log, structuredClone(record)])
    return 'appended'
  }

  async headsOf(schoolYear: SchoolYear, stretches: readonly Stretch[]): Promise<Heads> {
    const heads = this.#headsOf(schoolYear).filter(head =>
      stretches.some(({ from, to }) => from <= placeOfHead(head) && placeOfHead(head) <= to),
    )
    return { heads, unreadable: [] }
  }

  async headsAfter(schoolYear: SchoolYear, place: string | undefined, limit: number): Promise<HeadPage> {
    const heads = this.#headsOf(schoolYear).filter(head => !place || placeOfHead(head) > place)
    const [part, isEnd] = [heads.slice(0, limit), heads.length <= limit]
    return { heads: part, unreadable: [], next: isEnd ? undefined : placeOfHead(part.at(-1)!) }
  }

  async records(keys: readonly EventKey[]): Promise<readonly LogRecord[]> {
    const found = await Promise.all(keys.map(key => this.record(key, key.version)))
    return found.filter(record => record !== undefined)
  }

  /** Every list has the newest event of a log alone. */
  async unlistBefore(): Promise<void> {}

  async saveOutcome(
    { version, ...seen }: LogRecord,
    effects: Effects,
    nextAttemptAt: Instant | null,
  ): Promise<boolean> {
    const kept = this.#logOf(seen)[version - 1]
    if (kept?.nextAttemptAt !== seen.nextAttemptAt || kept.effects.attempts !== seen.effects.attempts)
      return false
    Object.assign(kept, { effects: structuredClone(effects), nextAttemptAt })
    return true
  }

  async due(of: OpenWork, now: Instant, limit: number): Promise<readonly EventKey[]> {
    return this.#openBy(of, now)
      .slice(0, limit)
      .map(({ schoolId, schoolYear, version }) => ({ schoolId, schoolYear, version }))
  }

  async fail(key: EventKey): Promise<boolean> {
    if (!this.#logOf(key)[key.version - 1]?.nextAttemptAt) return false
    const failures = (this.#failures.get(eventNameOf(key)) ?? 0) + 1
    this.#failures.set(eventNameOf(key), failures)
    return failures === SET_ASIDE_AT
  }

  async setAside(limit: number): Promise<number> {
    return Math.min(limit, [...this.#failures.values()].filter(count => count >= SET_ASIDE_AT).length)
  }

  #openBy(of: OpenWork, now: Instant) {
    return [...this.#logs.values()]
      .flat()
      .filter(record => (this.#failures.get(eventNameOf(record)) ?? 0) < SET_ASIDE_AT)
      .filter(({ state }) => (state.phase === 'in-delivery' ? 'deliveries' : 'effects') === of)
      .flatMap(({ nextAttemptAt, schoolId, schoolYear, version }) =>
        nextAttemptAt !== null && nextAttemptAt <= now
          ? [{ nextAttemptAt, schoolId, schoolYear, version }]
          : [],
      )
      .sort((one, other) => (one.nextAttemptAt < other.nextAttemptAt ? -1 : 1))
  }

  #logOf(key: LogKey): readonly LogRecord[] {
    return this.#logs.get(nameOf(key)) ?? []
  }

  #headsOf(schoolYear: SchoolYear): readonly RecordedFacts[] {
    return this.#heads()
      .filter(head => head.schoolYear === schoolYear)
      .map(({ effects: _effects, nextAttemptAt: _nextAttemptAt, ...facts }) => structuredClone(facts))
      .sort((one, other) => (placeOfHead(one) < placeOfHead(other) ? -1 : 1))
  }

  #heads(): readonly LogRecord[] {
    return [...this.#logs.values()].flatMap(log => log.at(-1) ?? [])
  }
}

const placeOfHead = ({ schoolId, state }: RecordedFacts): string => placeOf(state.consent.boardId, schoolId)

const nameOf = ({ schoolId, schoolYear }: LogKey): string => `${schoolId} ${schoolYear}`
