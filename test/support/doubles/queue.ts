import type { DeliveryQueue, WakeUp } from '../../../shared/delivery/ports.ts'

export interface SentWakeUp {
  wakeUp: WakeUp
  delaySeconds: number
}

/** A queue that only remembers what was sent. */
export class InMemoryDeliveryQueue implements DeliveryQueue {
  readonly sent: SentWakeUp[] = []

  async send(wakeUp: WakeUp, delaySeconds: number): Promise<void> {
    if (!(delaySeconds >= 0 && delaySeconds <= 900)) throw new RangeError('a delay is 0 to 900 seconds')
    this.sent.push({ wakeUp, delaySeconds })
  }
}
