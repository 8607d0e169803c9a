import type { Instant } from '../platform/time.ts'

/** When the sweep was last here, to the end. */
export interface SweepNote {
  last(): Promise<Instant | null>
  note(at: Instant): Promise<void>
}
