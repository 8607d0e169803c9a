import type { Instant } from '../platform/time.ts'

/** When the sweep was last here, to the end. */
export interface LastSweep {
  read(): Promise<Instant | null>
  save(at: Instant): Promise<void>
}
