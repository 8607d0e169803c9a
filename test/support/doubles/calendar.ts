import { isDeepStrictEqual } from 'node:util'
import type { SchoolYear } from '../../../shared/directory/identifiers.ts'
import type { Calendar, CalendarYear, DeliveryWindow } from '../../../shared/directory/ports.ts'

export class InMemoryCalendar implements Calendar {
  readonly #windows = new Map<SchoolYear, readonly DeliveryWindow[]>()

  async windows(schoolYear: SchoolYear): Promise<readonly DeliveryWindow[]> {
    return structuredClone(this.#windows.get(schoolYear) ?? [])
  }

  async years(): Promise<readonly CalendarYear[]> {
    return [...this.#windows]
      .map(([schoolYear, deliveryWindows]) => structuredClone({ schoolYear, deliveryWindows }))
      .sort((one, other) => (one.schoolYear < other.schoolYear ? 1 : -1))
  }

  async save(
    schoolYear: SchoolYear,
    windows: readonly DeliveryWindow[],
    replaces?: readonly DeliveryWindow[],
  ): Promise<readonly DeliveryWindow[] | undefined> {
    if (replaces && !isDeepStrictEqual(this.#windows.get(schoolYear) ?? [], replaces)) return undefined
    this.#windows.set(schoolYear, structuredClone(windows))
    return windows
  }
}
