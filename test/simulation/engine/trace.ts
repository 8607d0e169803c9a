import type { Clock } from '../../../shared/platform/time.ts'

/** What happened, in order: `2027-06-30T22:00:00.000Z  deliver 12  table Put …`. Kept only where somebody will read it. */
export class Trace {
  readonly lines: string[] = []
  readonly #isKept: boolean
  readonly #clock: Clock

  constructor(isKept: boolean, clock: Clock) {
    this.#isKept = isKept
    this.#clock = clock
  }

  tell(actor: string, what: () => string): void {
    if (this.#isKept) this.lines.push(`${this.#clock()}  ${actor.padEnd(22)}  ${what()}`)
  }
}
