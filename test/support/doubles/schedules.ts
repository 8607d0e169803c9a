import type { EventKey } from '../../../shared/consent/event-name.ts'
import type { DeliveryTrigger, Schedules } from '../../../shared/delivery/ports.ts'
import type { Instant } from '../../../shared/platform/time.ts'

export interface PlannedDelivery {
  trigger: DeliveryTrigger
  at: Instant
}

/** Schedules that are only remembered: nothing is triggered. */
export class InMemorySchedules implements Schedules {
  readonly #planned = new Map<string, PlannedDelivery>()

  /** In the order in which they were made. */
  get planned(): readonly PlannedDelivery[] {
    return [...this.#planned.values()]
  }

  async create(trigger: DeliveryTrigger, at: Instant): Promise<void> {
    const key = keyOf(trigger)
    if (!this.#planned.has(key)) this.#planned.set(key, { trigger, at })
  }

  async remove(trigger: EventKey): Promise<void> {
    this.#planned.delete(keyOf(trigger))
  }

  async list() {
    const known = this.planned.map(({ trigger: { schoolId, schoolYear, version } }) => ({
      schoolId,
      schoolYear,
      version,
    }))
    return { known, unknown: [] }
  }
}

const keyOf = ({ schoolId, schoolYear, version }: EventKey): string => [schoolId, schoolYear, version].join()
