import type { Change } from '../../../infra/local/fakes/stream.ts'
import type { Item } from '../../../infra/local/fakes/table/items.ts'
import type { Clock, Instant } from '../../../shared/platform/time.ts'
import type { Invocation } from '../engine/invocations.ts'
import type { Operation } from './operations.ts'

/** Something that took effect: `order` counts all of them, over all services and people of one history. */
interface Observed {
  readonly order: number
  readonly at: Instant
}

export interface LogWrite extends Observed {
  readonly schoolId: string
  readonly version: number
  readonly isNew: boolean
  readonly item: Item
}

/** What a save depends on beside the log: the calendar, results, pupils. */
export interface RegisterWrite extends Observed {
  readonly key: string
  readonly item: Item
}

/** A POST to the inspectorate, or a question after one. `status`: null where no answer came. */
export interface Exchange extends Observed {
  readonly method: string
  readonly deliveryId: string
  readonly status: number | null
  /** Whether the weather had a hand in it. */
  readonly isOrdered: boolean
  /** Whether the receiver took something in by it, though its answer may have been lost. */
  readonly isAccepted: boolean
}

/** A mail that SES took. */
export interface MailSend extends Observed {
  readonly event: string
  readonly isAnswerLost: boolean
  readonly invocation: Invocation | undefined
}

/** All that was seen of one history from outside the functions. */
export class Observations {
  readonly operations: Operation[] = []
  readonly log: LogWrite[] = []
  readonly registers: RegisterWrite[] = []
  readonly imports: RegisterWrite[] = []
  readonly exchanges: Exchange[] = []
  readonly mails: MailSend[] = []
  readonly rejectedMails = new Set<string>()
  /** Events of which it was noted that their mail came back. */
  readonly bouncedMails = new Set<string>()
  /** Functions that failed though nothing around them did. */
  readonly failures: string[] = []
  /** Events with something still to be done about them, and when to look at them again. */
  readonly open = new Map<string, Instant>()
  readonly #clock: Clock
  #order = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  moment(): Observed {
    this.#order += 1
    return { order: this.#order, at: this.#clock() }
  }

  firstOpenAt(): Instant | undefined {
    return [...this.open.values()].sort()[0]
  }

  changed({ keys: { pk, sk }, newImage: item, eventName }: Change): void {
    if (item === undefined) return
    const [kind, , version] = sk.split('#')
    if (kind === 'LOG') {
      if (item.openAt) this.open.set(`${pk} ${sk}`, item.openAt as Instant)
      else this.open.delete(`${pk} ${sk}`)
      const schoolId = pk.slice('SCHOOL#'.length)
      const isNew = eventName === 'INSERT'
      this.log.push({ ...this.moment(), schoolId, version: Number(version), isNew, item })
    } else if (kind === 'IMPORT') {
      this.imports.push({ ...this.moment(), key: pk, item })
    } else if (pk === 'CALENDAR' || kind === 'RESULTS' || kind === 'PUPILS') {
      this.registers.push({ ...this.moment(), key: `${pk} ${kind}`, item })
    }
  }
}
