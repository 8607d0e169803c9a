import { manifest as sweep } from '../../../functions/sweep/manifest.ts'
import type { Change } from '../../../infra/local/fakes/stream.ts'
import type { Instant } from '../../../shared/platform/time.ts'
import { instantAt, millisecondsAt, type SimulatedTime } from '../engine/simulated-time.ts'
import type { Observations } from './observations.ts'

const PERIOD = sweep.trigger.minutes * 60_000

/** The rule that sweeps every five minutes; a sweep that would find nothing is left out. */
export class Sweeping {
  readonly #time: SimulatedTime
  readonly #observations: Observations
  readonly #sweep: () => Promise<unknown>
  #planned: { at: Instant; cancel: () => void } | undefined

  constructor(time: SimulatedTime, observations: Observations, sweep: () => Promise<unknown>) {
    this.#time = time
    this.#observations = observations
    this.#sweep = sweep
  }

  changed({ newImage }: Change): void {
    if (typeof newImage?.openAt === 'string') this.#plan(newImage.openAt as Instant)
  }

  /** For what was open already when a copy took the place of the table. */
  lookAgain(): void {
    const first = this.#observations.firstNextAttemptAt()
    if (first) this.#plan(first)
  }

  /** At the first tick after now that is not before that moment. */
  #plan(openAt: Instant): void {
    const earliest = Math.max(millisecondsAt(openAt), millisecondsAt(this.#time.clock()) + 1)
    const at = instantAt(Math.ceil(earliest / PERIOD) * PERIOD)
    if (this.#planned && this.#planned.at <= at) return
    this.#planned?.cancel()
    this.#planned = { at, cancel: this.#time.at(at, () => this.#tick()) }
  }

  async #tick(): Promise<void> {
    this.#planned = undefined
    const isDue = (this.#observations.firstNextAttemptAt() ?? '~') <= this.#time.clock()
    // One that failed comes again, as the next one would.
    if (isDue) await this.#sweep().catch(() => undefined)
    this.lookAgain()
  }
}
