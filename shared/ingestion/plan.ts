import type { Instant } from '../platform/time.ts'
import type { FaultList } from './faults.ts'
import type { Import } from './ports.ts'

/** An import whose processing has begun. */
export type Started = Import & { startedAt: Instant }

/** What a file without faults would change. Every part of it can be repeated. */
export interface Plan {
  /** Different schools it speaks of. */
  readonly schools: number
  /** Adds `results-closed` for what it would change of figures that were closed when the processing began. */
  findClosed?(startedAt: Instant, faults: FaultList): Promise<void>
  apply(started: Started): Promise<void>
}
