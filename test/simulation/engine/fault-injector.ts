import type { MailFault } from '../../../infra/local/fakes/mailbox.ts'
import { between, pick, pickByWeight, type Random } from '../../../scripts/survey/random.ts'
import type { InspectorateFault } from '../../../stubs/inspectorate/faults.ts'
import type { IoStep, Mishap, Mishaps } from './invocations.ts'

/** How often things go wrong in one history: most faults come in company, so that many histories have none of a kind. */
export interface FaultRates {
  /** Chance that a step of I/O goes wrong, and how. */
  readonly io: number
  readonly ioKinds: readonly [Mishap, ...Mishap[]]
  /** Chance that something the platform hands on (a stream record, a schedule, a message) comes twice, late or never. */
  readonly platform: number
  readonly mail: number
  readonly receiver: number
  /** Chance that a caller never sees the answer. */
  readonly lostAnswers: number
}

export const noFaults: FaultRates = {
  io: 0,
  ioKinds: ['error-before'],
  platform: 0,
  mail: 0,
  receiver: 0,
  lostAnswers: 0,
}

type Weighted<Item> = Item & { readonly weight: number }
/** A request that arrives so many seconds after its sender gave up on it, or died, or a gateway on the way answered. */
export interface LateArrival {
  readonly kind: 'late'
  readonly seconds: number
  readonly meanwhile: 'timeout' | 'death' | { readonly kind: 'status'; readonly status: 502 | 504 }
}

type Received = { readonly fault: InspectorateFault | LateArrival }

const allKinds = [
  'error-before',
  'error-after',
  'repeated',
  'crash-before',
  'crash-after',
  'slow-before',
  'slow-after',
] as const satisfies readonly Mishap[]

const some = (random: Random, chance: number, most: number): number =>
  random() < chance ? between(random, most / 10, most) : 0

export const faultRatesOf = (random: Random): FaultRates => {
  if (random() < 0.3) return noFaults
  return {
    io: some(random, 0.7, 0.15),
    ioKinds: random() < 0.4 ? [pick(random, allKinds)] : allKinds,
    platform: some(random, 0.5, 0.6),
    mail: some(random, 0.4, 0.6),
    receiver: some(random, 0.5, 0.7),
    lostAnswers: some(random, 0.4, 0.5),
  }
}

const mailFaults: readonly [Weighted<MailFault>, ...Weighted<MailFault>[]] = [
  { kind: 'throttle', weight: 3 },
  { kind: 'error', weight: 2 },
  { kind: 'lost-response', weight: 3 },
  { kind: 'bounced', weight: 2 },
  { kind: 'rejected', weight: 0.3 },
]

/** Five minutes after the minute for which its sender might have lived; as the second sweep has just come by. */
const AFTER_DEATH = 362

const refusal = { kind: 'status', status: 422 } as const

const receiverFaults: readonly [Weighted<Received>, ...Weighted<Received>[]] = [
  { weight: 3, fault: { kind: 'lost-response' } },
  { weight: 2, fault: { kind: 'timeout' } },
  { weight: 1, fault: { kind: 'late', seconds: 5, meanwhile: 'timeout' } },
  { weight: 3, fault: { kind: 'late', seconds: 100, meanwhile: 'timeout' } },
  { weight: 2, fault: { kind: 'late', seconds: 280, meanwhile: { kind: 'status', status: 504 } } },
  { weight: 3, fault: { kind: 'late', seconds: AFTER_DEATH, meanwhile: 'death' } },
  { weight: 2, fault: { kind: 'connection-error' } },
  { weight: 2, fault: { kind: 'status', status: 503, retryAfterSeconds: 120 } },
  { weight: 1, fault: { kind: 'status', status: 429 } },
  { weight: 1, fault: { kind: 'status', status: 500 } },
  { weight: 5, fault: refusal },
]

const seconds = [0.05, 2, 20, 90] as const

/** Seconds; or as late as the first sweep to which it matters, in the same instant. */
export type Lateness = number | 'with a sweep'

/** Draws what goes wrong, step by step, until it is turned off. */
export class FaultInjector implements Mishaps {
  readonly #random: Random
  #rates: FaultRates
  #outage = false
  #isOneOnItsWay = false

  constructor(random: Random, rates: FaultRates) {
    this.#random = random
    this.#rates = rates
  }

  get isOff(): boolean {
    return this.#rates === noFaults
  }

  turnOff(): void {
    this.#rates = noFaults
    this.#outage = false
    this.#isOneOnItsWay = false
  }

  /** The inspectorate is away, wholly, until told otherwise. */
  setOutage(isAway: boolean): void {
    this.#outage = isAway && !this.isOff
  }

  next({ service }: IoStep): { kind: Mishap; milliseconds?: number } | undefined {
    if (this.#rates.io === 0 || this.#random() >= this.#rates.io) return undefined
    const kind = pick(this.#random, this.#rates.ioKinds)
    // Mails and deliveries have faults of their own, and none of them is asked twice by an SDK.
    const isOwn = service === 'ses' || service === 'inspectorate'
    if (isOwn && !kind.startsWith('crash') && !kind.startsWith('slow')) return undefined
    return kind.startsWith('slow') ? { kind, milliseconds: 1000 * pick(this.#random, seconds) } : { kind }
  }

  mailFault(): MailFault | undefined {
    return this.#isHit('mail') ? pickByWeight(this.#random, mailFaults) : undefined
  }

  receiverFault(): InspectorateFault | LateArrival | undefined {
    if (this.#outage) return { kind: 'status', status: 503 }
    // At the worst moment: while the request before is still on its way.
    const isRefused = this.#isOneOnItsWay && this.#random() < 0.5
    const drawn = isRefused
      ? refusal
      : this.#isHit('receiver')
        ? pickByWeight(this.#random, receiverFaults).fault
        : undefined
    this.#isOneOnItsWay = drawn?.kind === 'late'
    return drawn
  }

  /** The status with which no token is given. */
  tokenFault(): number | undefined {
    return this.#isHit('receiver') ? pick(this.#random, [503, 401]) : undefined
  }

  losesAnswer(): boolean {
    return this.#isHit('lostAnswers')
  }

  /** After how many seconds something is handed on: once at once where all is well; never, or twice, or late. */
  handingsOn(): readonly Lateness[] {
    if (!this.#isHit('platform')) return [0]
    // Most often at the worst moment: as the sweep comes by.
    const worst = 'with a sweep' as const
    return pick(this.#random, [
      [],
      [0, 0],
      [0, 30],
      [5],
      [worst],
      [worst],
      [0, worst],
      [200],
      [4000],
      [20, 9000],
    ])
  }

  /** What becomes of a message that is put on a queue. One that is lost was on a queue that somebody emptied. */
  sendings(): readonly Lateness[] {
    return this.handingsOn()
  }

  #isHit(of: 'platform' | 'mail' | 'receiver' | 'lostAnswers'): boolean {
    return this.#rates[of] > 0 && this.#random() < this.#rates[of]
  }
}
