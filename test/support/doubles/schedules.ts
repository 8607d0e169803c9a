import type { EventKey } from '../../../shared/consent/event-name.ts'
import type { Schedules, WakeUp } from '../../../shared/delivery/ports.ts'
import type { Instant } from '../../../shared/platform/time.ts'

export interface PlannedWakeUp {
  wakeUp: WakeUp
  at: Instant
}

/** Schedules that are only remembered: nothing wakes. */
export class InMemorySchedules implements Schedules {
  readonly #planned = new Map<string, PlannedWakeUp>()

  /** In the order in which they were made. */
  get planned(): readonly PlannedWakeUp[] {
    return [...this.#planned.values()]
  }

  async create(wakeUp: WakeUp, at: Instant): Promise<void> {
    const key = keyOf(wakeUp)
    if (!this.#planned.has(key)) this.#planned.set(key, { wakeUp, at })
  }

  async remove(wakeUp: EventKey): Promise<void> {
    this.#planned.delete(keyOf(wakeUp))
  }

  async list() {
    const known = this.planned.map(({ wakeUp: { schoolId, schoolYear, version } }) => ({
      schoolId,
      schoolYear,
      version,
    }))
    return { known, unknown: [] }
  }
}

const keyOf = ({ schoolId, schoolYear, version }: EventKey): string => [schoolId, schoolYear, version].join()
