import { manifest as deliver } from '../../../functions/deliver/manifest.ts'
import { randomOf } from '../../../scripts/survey/random.ts'
import { waitingMilliseconds } from '../../../shared/delivery/adapters/https-inspectorate.ts'
import type { Clock, Instant } from '../../../shared/platform/time.ts'
import type { InspectorateFault } from '../../../stubs/inspectorate/faults.ts'
import { FaultInjector, noFaults } from '../engine/fault-injector.ts'
import type { IoStep, Mishap } from '../engine/invocations.ts'
import { settings } from '../environment/functions.ts'

/** Until when a receiver fails, how long it takes for it, in milliseconds, and how, in turn. */
interface Outage {
  readonly until: Instant
  readonly milliseconds: number
  readonly faults: readonly InspectorateFault[]
}

/** A receiver on a delivery day: how long its answer takes, in milliseconds, and the share of answers that are a 503. */
export interface Receiver {
  readonly answers: number
  readonly refused?: number
  readonly outage?: Outage
}

const refusal = { kind: 'status', status: 503 } as const

/** Longer than anybody waits. */
const HANGING = 60_000

export const hangsUntil = (until: Instant): Outage => ({
  until,
  milliseconds: HANGING,
  faults: [{ kind: 'timeout' }],
})

export const downUntil = (until: Instant): Outage => ({
  until,
  milliseconds: 20,
  faults: [{ kind: 'connection-error' }, refusal],
})

const ten = '2027-07-01T08:00:00.000Z' as Instant
const answers = 250

export const receivers = {
  healthy: { answers },
  slow: { answers: 4_000 },
  hangs: { answers, outage: hangsUntil(ten) },
  down: { answers, outage: downUntil(ten) },
} as const satisfies Record<string, Receiver>

export const atOnce = deliver.trigger.atOnce.attempts

/** Addressees. */
export const mailsPerSecond = Number(settings.MAILS_PER_SECOND)

/** What a call of a service takes, in milliseconds. */
const CALL = 10

/** Every call takes its time, and the receiver answers as it does. */
export class Weekday extends FaultInjector {
  readonly #receiver: Receiver
  readonly #random = randomOf('season', 'refused')
  clock: Clock | undefined
  attempts = 0
  inFlight = 0
  mostInFlight = 0

  constructor(receiver: Receiver) {
    super(() => 0, noFaults)
    this.#receiver = receiver
  }

  get #outage(): Receiver['outage'] {
    const { outage } = this.#receiver
    return outage && this.clock && this.clock() < outage.until ? outage : undefined
  }

  override next({ service, command }: IoStep): { kind: Mishap; milliseconds: number } {
    if (service !== 'inspectorate' || command().endsWith('token'))
      return { kind: 'slow-before', milliseconds: CALL }
    const isAttempt = command().startsWith('POST')
    if (isAttempt) this.attempts += 1
    this.inFlight += 1
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight)
    const answered = this.#outage?.milliseconds ?? this.#receiver.answers
    const milliseconds = Math.min(answered, waitingMilliseconds[isAttempt ? 'deliver' : 'find'])
    return { kind: 'slow-before', milliseconds }
  }

  /** Asked where the answer to a delivery, or to the question whether it arrived, is due. */
  override receiverFault(): InspectorateFault | undefined {
    this.inFlight -= 1
    if (this.#outage) return this.#outage.faults[this.attempts % this.#outage.faults.length]
    return this.#random() < (this.#receiver.refused ?? 0) ? refusal : undefined
  }
}
