import { type Clock, type Instant, instantFrom, secondsAfter } from '../../../shared/platform/time.ts'

/** A clock that stands still until it is moved. */
export class StoppedClock {
  now: Instant

  constructor(now: Instant) {
    this.now = now
  }

  readonly clock: Clock = () => this.now

  /** `moment`: any ISO 8601 moment with an offset. */
  moveTo(moment: string): void {
    this.now = instantFrom(moment)
  }

  moveOn(seconds: number): void {
    this.now = secondsAfter(this.now, seconds)
  }
}
