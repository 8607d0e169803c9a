import { type EventKey, eventNameOf } from '../../../shared/consent/event-name.ts'
import type { RecordedFacts } from '../../../shared/consent/log.ts'
import type { Ledger, RestoreGuard } from '../../../shared/consent/ports.ts'

/** A ledger in memory. Facts are copied in and out. */
export class InMemoryLedger implements Ledger {
  readonly #kept = new Map<string, RecordedFacts>()

  async keep({ schoolId, schoolYear, version, state, ...rest }: RecordedFacts) {
    const { type, at, by, request, traceId, presentBoardId } = rest
    const facts = { schoolId, schoolYear, version, type, at, by, request, traceId, presentBoardId, state }
    if (this.#kept.has(eventNameOf(facts))) return 'taken'
    this.#kept.set(eventNameOf(facts), structuredClone(facts))
    return 'kept'
  }

  async read(key: EventKey): Promise<RecordedFacts | undefined> {
    return structuredClone(this.#kept.get(eventNameOf(key)))
  }

  async heads(): Promise<readonly EventKey[]> {
    const heads = new Map<string, EventKey>()
    for (const { schoolId, schoolYear, version } of this.#kept.values()) {
      const name = `${schoolId} ${schoolYear}`
      if (version > (heads.get(name)?.version ?? 0)) heads.set(name, { schoolId, schoolYear, version })
    }
    return [...heads.values()]
  }

  async isEmpty(): Promise<boolean> {
    return this.#kept.size === 0
  }
}

/** What a table says of itself; current where not told. */
export class InMemoryRestoreGuard implements RestoreGuard {
  #status: Awaited<ReturnType<RestoreGuard['status']>>

  constructor(status: Awaited<ReturnType<RestoreGuard['status']>> = 'current') {
    this.#status = status
  }

  async status() {
    return this.#status
  }

  async done(): Promise<void> {
    this.#status = 'current'
  }
}
