import type { Log } from './log.ts'
import type { Clock } from './time.ts'

/** What comes in from outside besides the services: time, chance and ids. With another runtime the same code is replayed. */
export interface Runtime {
  clock: Clock
  /** A number in [0, 1). */
  random: () => number
  /** A new id, never given before: letters, digits and hyphens. */
  newId: () => string
  log: Log
  /** Waits for a random time (jitter) between the two. */
  pause: (mostMilliseconds: number, leastMilliseconds?: number) => Promise<void>
}
