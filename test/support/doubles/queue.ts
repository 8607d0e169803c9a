import type { DeliveryQueue, DeliveryTrigger } from '../../../shared/delivery/ports.ts'
import { type Clock, type Instant, secondsAfter } from '../../../shared/platform/time.ts'

export interface SentTrigger {
  trigger: DeliveryTrigger
  delaySeconds: number
}

/** A queue that remembers what was sent, and hands it out to who asks. */
export class InMemoryDeliveryQueue implements DeliveryQueue {
  readonly sent: SentTrigger[] = []
  readonly #dueAt = new WeakMap<SentTrigger, Instant>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async send(trigger: DeliveryTrigger, delaySeconds: number): Promise<void> {
    if (!(delaySeconds >= 0 && delaySeconds <= 900)) throw new RangeError('a delay is 0 to 900 seconds')
    const message = { trigger, delaySeconds }
    this.#dueAt.set(message, secondsAfter(this.#clock(), delaySeconds))
    this.sent.push(message)
  }

  async counts(): Promise<{ waiting: number; delayed: number }> {
    const waiting = this.sent.filter(message => this.#isDue(message)).length
    return { waiting, delayed: this.sent.length - waiting }
  }

  /** The first that is not delayed any more, which then waits no longer; undefined where there is none. */
  take(): DeliveryTrigger | undefined {
    const place = this.sent.findIndex(message => this.#isDue(message))
    return place < 0 ? undefined : this.sent.splice(place, 1)[0]?.trigger
  }

  #isDue(message: SentTrigger): boolean {
    return this.#dueAt.get(message)! <= this.#clock()
  }
}
