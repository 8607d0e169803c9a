import type { DeliveryQueue, DeliveryTrigger } from '../../../shared/delivery/ports.ts'

export interface SentTrigger {
  trigger: DeliveryTrigger
  delaySeconds: number
}

/** A queue that only remembers what was sent. */
export class InMemoryDeliveryQueue implements DeliveryQueue {
  readonly sent: SentTrigger[] = []

  async send(trigger: DeliveryTrigger, delaySeconds: number): Promise<void> {
    if (!(delaySeconds >= 0 && delaySeconds <= 900)) throw new RangeError('a delay is 0 to 900 seconds')
    this.sent.push({ trigger, delaySeconds })
  }
}
