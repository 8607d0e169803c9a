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
  readonly sequenceNumber: string
  readonly schoolId: string
  readonly version: number
  readonly isNew: boolean
  readonly item: Item
}

/** What a save depends on beside the log: the calendar, results, pupils. */
export interface RegisterWrite extends Observed {
  readonly key: string
  readonly item: Item
  /** Nobody wrote it: a copy that was restored had it. */
  readonly isRestored?: boolean
}

/** A POST to the inspectorate, or a question after one. `status`: null where no answer came. */
export interface Exchange extends Observed {
  readonly method: string
  readonly deliveryId: string
  readonly status: number | null
  /** Whether an injected fault had a hand in it. */
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

/** A message that a function put on a queue of deliveries, its body in `message`. */
export interface MessageSend extends Observed {
  readonly message: string
  readonly delaySeconds: number
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
  readonly messages: MessageSend[] = []
  /** The objects of the ledger, by name, and among all that was observed, when they were put. */
  readonly ledger = new Map<string, number>()
  readonly rejectedMails = new Set<string>()
  /** Events of which it was noted that their mail came back. */
  readonly bouncedMails = new Set<string>()
  /** Functions that failed though nothing around them did. */
  readonly failures: string[] = []
  /** Events with something still to be done about them, and when to look at them again. */
  readonly open = new Map<string, Instant>()
  /** Among all that was observed, when a copy that was restored took the place of the table. */
  restoredAt: number | undefined
  /** When the ledger had last been replayed, or was known to have nothing that the table lacks. */
  #caughtUp: Observed | undefined
  /** Events that the copy lacks, and that nobody has brought back. */
  #undone: LogWrite[] = []
  readonly #clock: Clock
  #order = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  moment(): Observed {
    this.#order += 1
    return { order: this.#order, at: this.#clock() }
  }

  kept(name: string): void {
    this.ledger.set(name, this.moment().order)
  }

  firstNextAttemptAt(): Instant | undefined {
    return [...this.open.values()].sort()[0]
  }

  /** Events that a restore undid, and the ledger did not bring back. */
  get vanished(): readonly LogWrite[] {
    return this.#undone
  }

  /** The table is a copy now, which holds that, and whose last change has that number. */
  restored(images: readonly Item[], until: string): void {
    const writes = this.log.splice(0)
    this.log.push(...writes.filter(({ sequenceNumber }) => sequenceNumber <= until))
    this.#undone = writes.filter(({ sequenceNumber, isNew }) => isNew && sequenceNumber > until)
    this.open.clear()
    for (const { item } of this.log) this.#noteOpen(item)
    // Their notes may be undone as well.
    this.bouncedMails.clear()
    this.restoredAt = this.moment().order
    this.#caughtUp = undefined
    this.#registersRestored(images)
  }

  /** What the copy has of the registers, and that it has nothing where it has none. */
  #registersRestored(images: readonly Item[]): void {
    const lost = new Set(this.registers.map(({ key }) => key))
    for (const image of images) {
      this.#noteRegister(image, true)
      lost.delete(registerOf(image))
    }
    for (const key of lost) this.registers.push({ ...this.moment(), key, item: {}, isRestored: true })
  }

  wasRefused(importId: string): boolean {
    return isRefused(this.imports.findLast(({ item }) => item.importId === importId)?.item)
  }

  /** Whether it happened to a copy, before the ledger was replayed into it. */
  isBeforeReplay({ order }: Observed): boolean {
    return this.#isOfCopy(order) && (this.#caughtUp === undefined || order < this.#caughtUp.order)
  }

  /** Whether it is of a file whose processing had begun before the ledger was replayed into the copy. */
  isBroughtAgain({ order, item }: RegisterWrite): boolean {
    return (
      this.#isOfCopy(order) && (this.#caughtUp === undefined || String(item.importedAt) <= this.#caughtUp.at)
    )
  }

  #isOfCopy(order: number): boolean {
    return this.restoredAt !== undefined && order > this.restoredAt
  }

  changed({ keys: { pk, sk }, newImage: item, eventName, sequenceNumber }: Change): void {
    if (item === undefined) return
    const [kind, , version] = sk.split('#')
    if (kind === 'LOG') {
      this.#noteOpen(item)
      const schoolId = pk.slice('SCHOOL#'.length)
      const write = { schoolId, version: Number(version), item, sequenceNumber, ...this.moment() }
      const isBroughtBack = eventName === 'INSERT' && this.#bringBack(write)
      this.log.push({ ...write, isNew: eventName === 'INSERT' && !isBroughtBack })
    } else if (kind === 'IMPORT') {
      this.imports.push({ ...this.moment(), key: pk, item })
    } else if (pk === 'LEDGER') {
      this.#caughtUp = this.moment()
    } else this.#noteRegister(item)
  }

  #noteRegister(item: Item, isRestored = false): void {
    const key = registerOf(item)
    if (/^CALENDAR |RESULTS \w+$|PUPILS$/.test(key))
      this.registers.push({ ...this.moment(), key, item, isRestored })
  }

  #noteOpen({ pk, sk, openAt }: Item): void {
    if (openAt) this.open.set(`${pk} ${sk}`, openAt as Instant)
    else this.open.delete(`${pk} ${sk}`)
  }

  /** An event that was undone happened when it did, not when it is written again. */
  #bringBack({ schoolId, version, item }: Pick<LogWrite, 'schoolId' | 'version' | 'item'>): boolean {
    const place = this.#undone.findIndex(
      undone =>
        undone.schoolId === schoolId && undone.version === version && factsIn(undone.item) === factsIn(item),
    )
    if (place < 0) return false
    this.log.push(...this.#undone.splice(place, 1))
    this.log.sort((one, other) => one.order - other.order)
    return true
  }
}

/** `SCHOOL#99AA00 PUPILS`, `SCHOOL#99AA00 RESULTS LTO`: all histories are of one school year. */
const registerOf = ({ pk, sk }: Item): string => {
  const [kind, _, family] = String(sk).split('#')
  return [pk, kind, family].filter(part => part !== undefined).join(' ')
}

/** What no two events of a number have in common. */
const factsIn = ({ type, at, by, request }: Item): string => {
  const { sub } = (by ?? {}) as { sub?: string }
  return JSON.stringify([type, at, sub, request])
}

/** Whether an import was rejected for its faults: one that was given up is brought anew. */
export const isRefused = (item: Item | undefined): boolean => {
  const [first] = (item?.errors ?? []) as readonly { code: string }[]
  return item?.status === 'rejected' && first?.code !== 'given-up'
}
