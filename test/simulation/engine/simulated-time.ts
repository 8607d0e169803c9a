import { VirtualTime } from '../../../infra/local/virtual-time.ts'
import type { Clock, Instant } from '../../../shared/platform/time.ts'

type Work = () => void | Promise<void>

/** Something that could go on now. What belongs together, the steps of one function, shares a lane. */
interface Ready {
  readonly work: Work
  readonly lane: number
}

interface Due {
  readonly moment: Instant
  readonly work: Work
  isCancelled: boolean
}

/** Epoch milliseconds as an instant; far quicker than the calendar's own way, and thousands are needed. */
export const instantAt = (milliseconds: number): Instant => new Date(milliseconds).toISOString() as Instant
export const millisecondsAt = (moment: Instant): number => Date.parse(moment)

/** One turn of the event loop: every promise that can go on by itself has gone on as far as it can. */
const everythingHasStopped = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/**
 * The one scheduler of a simulated environment. Whatever would touch the environment outside a function, an answer, a timer, a message,
 * waits here for its turn; of all that could go on now, chance picks one, does it to its end, and looks again. Only when
 * nothing is left at this moment does the clock move to the next. One row of chances is one order of events.
 */
export class SimulatedTime extends VirtualTime {
  override readonly clock: Clock = () => this.#now

  readonly #random: () => number
  #now: Instant
  /** Sorted by moment; of one moment in the order of asking. */
  readonly #due: Due[] = []
  readonly #ready: Ready[] = []
  /** Where some are quicker than others: by lane, the one with the highest goes first. Undefined: any, equally. */
  readonly #paces: Map<number, number> | undefined
  readonly #faults: unknown[] = []

  constructor(start: Instant, random: () => number) {
    super(start)
    this.#now = start
    this.#random = random
    this.#paces = random() < 0.5 ? new Map() : undefined
  }

  override at(moment: Instant, work: Work): () => void {
    const due: Due = { moment: moment < this.#now ? this.#now : moment, work, isCancelled: false }
    this.#due.splice(this.#placeAfter(due.moment), 0, due)
    return () => {
      due.isCancelled = true
    }
  }

  /** Found by halves: on a delivery date thousands are due later. */
  #placeAfter(moment: Instant): number {
    let [low, high] = [0, this.#due.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#due[middle]!.moment > moment) high = middle
      else low = middle + 1
    }
    return low
  }

  /** Does `work` to its end when its turn comes, at once or `milliseconds` later. It may not wait for a turn itself. */
  turn(work: Work, lane: number, milliseconds = 0): void {
    if (milliseconds > 0) this.after(milliseconds, () => this.turn(work, lane))
    else this.#ready.push({ work, lane })
  }

  after(milliseconds: number, work: Work): () => void {
    return this.at(instantAt(millisecondsAt(this.#now) + milliseconds), work)
  }

  /** Nothing to count: who moves the clock sees by itself what is left to do. */
  override async run<T>(work: () => Promise<T>): Promise<T> {
    return work()
  }

  /** Does all there is to do up to and including that moment, and leaves the clock there. */
  override async advance(to: Instant): Promise<void> {
    await everythingHasStopped()
    for (let work = this.#next(to); work; work = this.#next(to)) {
      await work()
      await everythingHasStopped()
    }
    if (this.#faults.length > 0) throw new AggregateError(this.#faults, 'the simulation itself failed')
    this.#now = to
  }

  #next(to: Instant): Work | undefined {
    this.#showDue()
    if (this.#ready.length === 0) {
      const first = this.#due[0]
      if (first === undefined || first.moment > to) return undefined
      this.#now = first.moment
      this.#showDue()
    }
    const [next] = this.#ready.splice(this.#place(), 1)
    return next?.work
  }

  #showDue(): void {
    while (this.#due[0]?.isCancelled || this.#due[0]?.moment === this.#now) {
      const due = this.#due.shift()!
      if (!due.isCancelled) this.#ready.push({ work: () => this.#begin(due), lane: 0 })
    }
  }

  /** What is begun at its moment goes on by steps that have turns of their own: it is not waited for. */
  #begin({ isCancelled, work }: Due): void {
    if (isCancelled) return
    Promise.resolve(work()).catch(fault => this.#faults.push(fault))
  }

  /** Of those that are ready. Paces change now and then, so that who was left behind for long may overtake at the worst moment. */
  #place(): number {
    const paces = this.#paces
    if (!paces) return Math.floor(this.#random() * this.#ready.length)
    let place = 0
    let highest = -1
    for (let index = 0; index < this.#ready.length; index += 1) {
      const pace = this.#paceOf(this.#ready[index]!, paces)
      if (pace <= highest) continue
      place = index
      highest = pace
    }
    if (this.#random() < 0.1) paces.set(this.#ready[place]?.lane ?? 0, this.#random())
    return place
  }

  #paceOf({ lane }: Ready, paces: Map<number, number>): number {
    const known = paces.get(lane)
    if (known !== undefined) return known
    const pace = this.#random()
    paces.set(lane, pace)
    return pace
  }
}
