import type { Clock, Instant } from '../../shared/platform/time.ts'

type Work = () => void | Promise<void>

interface Due {
  readonly moment: Instant
  readonly order: number
  readonly work: Work
  cancelled: boolean
}

const isBefore = (a: Due, b: Due): boolean =>
  a.moment === b.moment ? a.order < b.order : a.moment < b.moment

/** A binary heap: tens of thousands of timers may wait at once. */
class DueWork {
  readonly #heap: Due[] = []

  /** The first that is still wanted, left in place. */
  first(): Due | undefined {
    while (this.#heap[0]?.cancelled) this.take()
    return this.#heap[0]
  }

  add(due: Due): void {
    const heap = this.#heap
    let at = heap.push(due) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (isBefore(heap[parent]!, due)) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = due
  }

  take(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    let at = 0
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1
      if (isBefore(last, heap[child]!)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
  }
}

/**
 * A clock that stands still until it is moved, what is due at later moments, and a count of what is under way. The same
 * calls in the same order give the same order of events: it reads no clock and sets no timer of the system.
 *
 * What due work throws goes to `onFault`; where that is not given, the next `advance` or `idle` throws it when all else is done.
 */
export class VirtualTime {
  /** The present moment. */
  readonly clock: Clock = () => this.#now

  #now: Instant
  #order = 0
  #underWay = 0
  #moves: Promise<unknown> = Promise.resolve()
  #waiting: (() => void)[] = []
  #faults: unknown[] = []
  readonly #due = new DueWork()
  readonly #onFault: (fault: unknown) => void

  constructor(start: Instant, onFault?: (fault: unknown) => void) {
    this.#now = start
    this.#onFault = onFault ?? (fault => this.#faults.push(fault))
  }

  /**
   * Does `work` at that moment, at once (but not within this call) where the moment is not after now. What is due at one
   * moment starts in the order of asking. Returns what cancels it; cancelling what has begun does nothing.
   */
  at(moment: Instant, work: Work): () => void {
    this.#order += 1
    const due: Due = { moment, order: this.#order, work, cancelled: false }
    if (moment <= this.#now) this.#begin(due)
    else this.#due.add(due)
    return () => {
      due.cancelled = true
    }
  }

  /** Work under way, which `idle` and `advance` wait for until it settles; its outcome is the caller's. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay += 1
    try {
      return await work()
    } finally {
      // Two turns later: whoever awaits this work goes on first, and may have more to run.
      queueMicrotask(() => queueMicrotask(() => this.#settle()))
    }
  }

  /** Resolves when nothing is under way, with what was started meanwhile and any move of the clock that was asked for. */
  async idle(): Promise<void> {
    do {
      await this.#moves
      await this.#drained()
    } while (this.#underWay > 0)
    this.#throwFaults()
  }

  /**
   * Moves the clock forward. All that falls due on the way is done in order, each at its own instant, and what follows from
   * it has settled before the clock moves on. Calls take turns. Not to be awaited by work that is itself under way.
   * Throws `RangeError` when asked to go back.
   */
  advance(to: Instant): Promise<void> {
    const move = this.#moves.then(() => this.#move(to))
    this.#moves = move.catch(() => undefined)
    return move
  }

  async #move(to: Instant): Promise<void> {
    if (to < this.#now) throw new RangeError(`The clock stands at ${this.#now} and does not go back to ${to}`)
    await this.#drained()
    for (let due = this.#due.first(); due !== undefined && due.moment <= to; due = this.#due.first()) {
      this.#now = due.moment
      for (; due?.moment === this.#now; due = this.#due.first()) {
        this.#due.take()
        this.#begin(due)
      }
      await this.#drained()
    }
    this.#now = to
    this.#throwFaults()
  }

  #begin(due: Due): void {
    const begun = this.run(async () => {
      await null
      if (!due.cancelled) await due.work()
    })
    begun.catch(this.#onFault)
  }

  #settle(): void {
    this.#underWay -= 1
    if (this.#underWay > 0) return
    const waiting = this.#waiting
    this.#waiting = []
    for (const resume of waiting) resume()
  }

  async #drained(): Promise<void> {
    while (this.#underWay > 0) await new Promise<void>(resume => this.#waiting.push(resume))
  }

  #throwFaults(): void {
    const faults = this.#faults
    this.#faults = []
    if (faults.length > 1) throw new AggregateError(faults, 'Several due works failed')
    if (faults.length === 1) throw faults[0]
  }
}
