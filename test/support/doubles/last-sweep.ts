import type { Instant } from '../../../shared/platform/time.ts'
import type { LastSweep } from '../../../shared/processing/ports.ts'

/** When the sweep was last here, in memory. */
export class InMemoryLastSweep implements LastSweep {
  #at: Instant | null = null

  async read(): Promise<Instant | null> {
    return this.#at
  }

  async save(at: Instant): Promise<void> {
    this.#at = at
  }
}
