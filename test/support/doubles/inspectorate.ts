import type { Receipt } from '../../../shared/consent/log.ts'
import type { AttemptOutcome, Inspectorate } from '../../../shared/delivery/ports.ts'
import type { Clock } from '../../../shared/platform/time.ts'
import type { InspectorateFault } from '../../../stubs/inspectorate/faults.ts'

interface Accepted {
  deliveryId: string
  payload: string
  receipt: Receipt
}

/** An inspectorate without a wire: takes any bytes, and fails as ordered. */
export class InMemoryInspectorate implements Inspectorate {
  readonly #clock: Clock
  readonly #accepted = new Map<string, Accepted>()
  #faults: InspectorateFault[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** In the order in which they came, each once. */
  get accepted(): readonly Accepted[] {
    return [...this.#accepted.values()]
  }

  /** The next deliveries fail so, in order. */
  setFaults(faults: readonly InspectorateFault[]): void {
    this.#faults = [...faults]
  }

  async deliver(deliveryId: string, bytes: Uint8Array): Promise<AttemptOutcome> {
    const fault = this.#faults.shift()
    switch (fault?.kind) {
      case 'status':
        return answered(fault.status, fault.retryAfterSeconds ?? null)
      case 'timeout':
        return { kind: 'unknown', status: null }
      case 'connection-error':
        return { kind: 'later', status: null, retryAfterSeconds: null }
      case 'lost-response':
        this.#accept(deliveryId, bytes)
        return { kind: 'unknown', status: null }
      case undefined:
        return this.#accept(deliveryId, bytes)
    }
  }

  async find(deliveryId: string, bytes: Uint8Array): Promise<Receipt | 'absent' | 'unknown'> {
    const accepted = this.#accepted.get(deliveryId)
    if (accepted && accepted.payload !== new TextDecoder().decode(bytes)) return 'unknown'
    return accepted?.receipt ?? 'absent'
  }

  #accept(deliveryId: string, bytes: Uint8Array): AttemptOutcome {
    const payload = new TextDecoder().decode(bytes)
    const earlier = this.#accepted.get(deliveryId)
    if (earlier && earlier.payload !== payload) return { kind: 'refused', status: 409 }
    const receiptId = `ontvangst-${this.#accepted.size + 1}`
    const accepted = earlier ?? { deliveryId, payload, receipt: { receiptId, receivedAt: this.#clock() } }
    this.#accepted.set(deliveryId, accepted)
    return { kind: 'delivered', receipt: accepted.receipt }
  }
}

const answered = (status: number, retryAfterSeconds: number | null): AttemptOutcome => {
  if (status === 429) return { kind: 'later', status, retryAfterSeconds }
  if (status >= 500) return { kind: 'unknown', status, retryAfterSeconds }
  return { kind: status >= 400 ? 'refused' : 'unknown', status }
}
