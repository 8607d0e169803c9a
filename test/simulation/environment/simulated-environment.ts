import { type Random, randomOf } from '../../../scripts/survey/random.ts'
import type { Runtime } from '../../../shared/platform/runtime.ts'
import type { Instant } from '../../../shared/platform/time.ts'
import type { FaultInjector } from '../engine/fault-injector.ts'
import { Invocations } from '../engine/invocations.ts'
import { SimulatedTime } from '../engine/simulated-time.ts'
import { Trace } from '../engine/trace.ts'
import { type Backends, type Functions, realFunctions } from './functions.ts'
import { Observations } from './observations.ts'
import { type Asked, type Caller, type Operation, type Reply, requestOf } from './operations.ts'
import { Platform } from './platform.ts'
import { type Services, servicesOf } from './services.ts'

interface EnvironmentOptions {
  /** Where all chance of this environment comes from. */
  seed: string
  start: Instant
  faults: FaultInjector
  isTraced: boolean
  /** After which it counts as never coming to rest. */
  mostSteps?: number
}

/** One environment in which the functions run: its time, services, platform, and all that was seen of them. */
export class SimulatedEnvironment {
  readonly time: SimulatedTime
  readonly faults: FaultInjector
  readonly trace: Trace
  readonly observations: Observations
  readonly invocations: Invocations
  readonly platform: Platform
  readonly services: Services
  readonly functions: Functions
  #furnishing = 0

  constructor({ seed, start, faults, isTraced, mostSteps }: EnvironmentOptions, functions: Functions) {
    this.functions = functions
    this.faults = faults
    this.time = new SimulatedTime(start, randomOf(seed, 'order'))
    this.trace = new Trace(isTraced, this.time.clock)
    this.observations = new Observations(this.time.clock)
    this.invocations = new Invocations(this.time, faults, this.trace, mostSteps)
    this.platform = new Platform(this, functions)
    const runtime = runtimeOf(this, randomOf(seed, 'jitter'))
    this.services = servicesOf({ ...this, runtime })
    this.platform.connect(this.services)
  }

  get backends(): Backends {
    return this.services.backends
  }

  /** The table has what it has before anybody comes; no restore goes back to before that. */
  furnished(): void {
    this.#furnishing = this.services.documents.length
  }

  /** How often the table changed since. */
  get changes(): number {
    return this.services.documents.length - this.#furnishing
  }

  /** The table is lost, and a copy restored, as it was after so many changes. */
  async restoreTable(changes: number): Promise<void> {
    this.trace.tell('operator', () => `restores the table as it was after ${changes} changes`)
    this.platform.tableLost()
    const length = this.#furnishing + changes
    const { images, until } = this.services.documents.restore(length)
    this.observations.restored(images, until)
    this.platform.tableRestored()
  }

  /** Somebody calls the API; undefined where no answer of use reaches them. */
  async call(schoolId: string, by: Caller, asked: Asked): Promise<Reply | undefined> {
    const { sub, name, role } = by
    const began = this.observations.moment()
    const operation: Operation = { schoolId, by: { sub, name, role }, asked, began, ended: null, reply: null }
    this.observations.operations.push(operation)
    this.trace.tell(sub, () => `asks ${schoolId} ${JSON.stringify(asked)}`)
    const answer = await this.platform.call(`api ${sub}`, requestOf(schoolId, asked, by))
    const isLost = !answer?.statusCode || answer.statusCode >= 500 || this.faults.losesAnswer()
    this.trace.tell(
      sub,
      () => `${answer?.statusCode ?? 'no answer'} ${gist(answer?.body)}${isLost ? ' (never seen)' : ''}`,
    )
    if (isLost) return undefined
    operation.ended = this.observations.moment()
    operation.reply = { status: answer.statusCode!, body: JSON.parse(answer.body ?? '{}') }
    return operation.reply
  }
}

/** Of an answer what it turns on. */
const gist = (body: string | undefined): string => {
  const { code, version, status, errors } = JSON.parse(body ?? '{}') as Record<string, unknown>
  const faults = Array.isArray(errors) ? errors.map(fault => fault.code).join(' ') : ''
  return [code, faults, version && `version ${version}, ${status}`].filter(Boolean).join(' ')
}

/** Makes environments, of which one at a time is under way: the last one made. */
export const environments = () => {
  let current: SimulatedEnvironment | undefined
  const functions = realFunctions(() => {
    if (!current) throw new Error('no environment is under way')
    return current.backends
  })
  return (options: EnvironmentOptions): SimulatedEnvironment => {
    current = new SimulatedEnvironment(options, functions)
    return current
  }
}

const runtimeOf = (
  { time, trace, invocations }: Pick<SimulatedEnvironment, 'time' | 'trace' | 'invocations'>,
  random: Random,
): Runtime => {
  let ids = 0
  return {
    clock: time.clock,
    random,
    pause: (_most, least = 0) => invocations.wait(least),
    newId: () => `id-${++ids}`,
    log: {
      info: (code: string, ids: object) => trace.tell('log', () => `${code} ${JSON.stringify(ids)}`),
      error: (code: string, ids: object, cause?: unknown) =>
        trace.tell('log', () => `${code} ${JSON.stringify(ids)} ${cause ?? ''}`),
    },
  }
}
