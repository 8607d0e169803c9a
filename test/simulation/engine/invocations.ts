import { AsyncLocalStorage } from 'node:async_hooks'
import { type Fault, goingWrong } from './faults.ts'
import { millisecondsAt, type SimulatedTime } from './simulated-time.ts'
import type { Trace } from './trace.ts'

/** What becomes of one step of I/O; the rest of an invocation that crashed never happens. */
export type Mishap = Fault | 'crash-before' | 'crash-after' | 'slow-before' | 'slow-after'

/** Asked for each step of I/O in the order in which they are asked for; `slow`: for so many milliseconds. */
export interface Mishaps {
  next(step: IoStep): { readonly kind: Mishap; readonly milliseconds?: number } | undefined
}

export interface IoStep {
  readonly service: string
  readonly command: () => string
  readonly invocation: Invocation
}

/** What is asked of a service. Put into words only where somebody reads them: in a trace. */
export interface Io<Answer> {
  readonly service: string
  readonly command: () => string
  readonly detail: () => string
  readonly act: (by: Invocation | undefined) => Promise<Answer>
}

interface Settling<Answer> {
  resolve(answer: Answer): void
  reject(error: unknown): void
}

/** One run of one function. */
export interface Invocation {
  /** `deliver 12` */
  readonly name: string
  readonly number: number
  readonly endsBy: number
  isAlive: boolean
  /** Whether any of its steps went wrong. */
  hadMishap: boolean
  /** Whether any of its steps took long, though it may have gone well. */
  wasSlow: boolean
  /** Ends it from outside: whoever invoked it sees a failure. */
  readonly die: (why: string) => void
}

/** A week of attempts every ten minutes takes far fewer. */
const MOST_STEPS = 60_000

/** How a function ended that crashed or ran out of time. */
export class Died extends Error {}

/** A new one each time: what waits for it goes when it goes. */
const never = (): Promise<never> => new Promise(() => {})

/** The functions of one environment as they run: each step of I/O waits for its turn, and may go wrong. */
export class Invocations {
  readonly #time: SimulatedTime
  readonly #mishaps: Mishaps
  readonly #trace: Trace
  readonly #mostSteps: number
  readonly #running = new AsyncLocalStorage<Invocation>()
  readonly #alive = new Set<Invocation>()
  #count = 0
  #steps = 0

  constructor(time: SimulatedTime, mishaps: Mishaps, trace: Trace, mostSteps = MOST_STEPS) {
    this.#mostSteps = mostSteps
    this.#time = time
    this.#mishaps = mishaps
    this.#trace = trace
  }

  /** Steps taken so far, by all. */
  get steps(): number {
    return this.#steps
  }

  /** Runs a function as its platform does: for so many seconds at most. Rejects with what it throws, or with `Died`. */
  invoke<Answer>(
    functionName: string,
    seconds: number,
    work: (invocation: Invocation) => Promise<Answer>,
  ): Promise<Answer> {
    this.#count += 1
    const number = this.#count
    const name = `${functionName} ${number}`
    return new Promise<Answer>((resolve, reject) => {
      const invocation: Invocation = {
        name,
        number,
        endsBy: millisecondsAt(this.#time.clock()) + seconds * 1000,
        isAlive: true,
        hadMishap: false,
        wasSlow: false,
        die: why => {
          if (!invocation.isAlive) return
          invocation.isAlive = false
          this.#alive.delete(invocation)
          invocation.hadMishap = true
          this.#trace.tell(name, () => why)
          reject(new Died(why))
        },
      }
      const end = <T>(settle: (value: T) => void) => {
        return (value: T): void => {
          if (!invocation.isAlive) return
          invocation.isAlive = false
          this.#alive.delete(invocation)
          settle(value)
        }
      }
      this.#alive.add(invocation)
      this.#running.run(invocation, () => work(invocation)).then(end(resolve), end(reject))
    })
  }

  /** Ends all that runs. */
  stopAll(why: string): void {
    for (const invocation of this.#alive) invocation.die(why)
  }

  /** One step of I/O of whoever asks: a function, or the simulation itself, for which nothing goes wrong or waits. */
  step<Answer>(io: Io<Answer>): Promise<Answer> {
    const invocation = this.#running.getStore()
    if (invocation === undefined) return io.act(undefined)
    if (!invocation.isAlive) return never()
    const mishap = this.#mishaps.next({ service: io.service, command: io.command, invocation })
    // What is only slow goes well in the end, or does not end at all.
    if (mishap?.kind.startsWith('slow')) invocation.wasSlow = true
    else if (mishap) invocation.hadMishap = true
    return new Promise<Answer>((resolve, reject) => {
      const go = (): Promise<void> => this.#go(io, invocation, mishap, { resolve, reject })
      if (mishap?.kind === 'slow-before') this.#later(invocation, mishap.milliseconds ?? 0, go)
      else this.#time.turn(go, invocation.number)
    })
  }

  /** A function waits for a while, and its platform ends it where that is too long. */
  wait(milliseconds: number): Promise<void> {
    const invocation = this.#running.getStore()
    if (invocation === undefined || milliseconds === 0) return Promise.resolve()
    return new Promise(resolve => this.#later(invocation, milliseconds, resolve))
  }

  async #go<Answer>(
    io: Io<Answer>,
    invocation: Invocation,
    mishap: ReturnType<Mishaps['next']>,
    { resolve, reject }: Settling<Answer>,
  ): Promise<void> {
    if (!invocation.isAlive) return
    this.#steps += 1
    if (this.#steps > this.#mostSteps) throw new Error('this history does not come to rest')
    const place = (): string => `${io.service} ${io.command()}`
    if (mishap?.kind === 'crash-before') return invocation.die(`crashes before ${place()}`)
    let settle: () => void
    let failure = ''
    try {
      const answer = await acting(mishap?.kind, io, invocation)
      settle = () => resolve(answer)
    } catch (error) {
      settle = () => reject(error)
      failure = ` → ${error instanceof Error ? error.name : 'error'}`
    }
    const how = mishap ? ` (${mishap.kind})` : ''
    this.#trace.tell(invocation.name, () => `${place()} ${io.detail()}${failure}${how}`)
    if (mishap?.kind === 'crash-after') return invocation.die(`crashes after ${place()}`)
    if (mishap?.kind === 'slow-after') this.#later(invocation, mishap.milliseconds ?? 0, settle)
    else settle()
  }

  /** The platform ends a function that waits for longer than it may run. */
  #later(invocation: Invocation, milliseconds: number, work: () => void | Promise<void>): void {
    const left = invocation.endsBy - millisecondsAt(this.#time.clock())
    const { number } = invocation
    if (milliseconds >= left) this.#time.turn(() => invocation.die('runs out of time'), number, left)
    else this.#time.turn(() => (invocation.isAlive ? work() : undefined), number, milliseconds)
  }
}

const acting = <Answer>(
  kind: Mishap | undefined,
  { act }: Io<Answer>,
  invocation: Invocation,
): Promise<Answer> => {
  const isFault = kind === 'error-before' || kind === 'error-after' || kind === 'repeated'
  return isFault ? goingWrong(kind, () => act(invocation)) : act(invocation)
}
