import { isDeepStrictEqual } from 'node:util'
import type { SchoolYear } from '../../../shared/directory/identifiers.ts'
import type { Calendar, DeliveryWindow } from '../../../shared/directory/ports.ts'

export class InMemoryCalendar implements Calendar {
  readonly #windows = new Map<SchoolYear, readonly DeliveryWindow[]>()

  async windows(schoolYear: SchoolYear): Promise<readonly DeliveryWindow[]> {
    return structuredClone(this.#windows.get(schoolYear) ?? [])
  }

  async schoolYears(): Promise<readonly SchoolYear[]> {
    return [...this.#windows.keys()]
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
