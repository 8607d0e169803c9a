import type { SweepNote } from '../../../shared/follow-up/ports.ts'
import type { Instant } from '../../../shared/platform/time.ts'

/** The note of the last sweep, in memory. */
export class InMemorySweepNote implements SweepNote {
  #at: Instant | null = null

  async last(): Promise<Instant | null> {
    return this.#at
  }

  async note(at: Instant): Promise<void> {
    this.#at = at
  }
}
