import { DeleteScheduleCommand } from '@aws-sdk/client-scheduler'
import { randomOf } from '../../scripts/survey/random.ts'
import { schedulesOf } from './checks/schedules.ts'
import { violationsOf } from './checks/violations.ts'
import { FaultInjector, noFaults } from './engine/fault-injector.ts'
import type { IoStep, Mishap } from './engine/invocations.ts'
import { instantAt, millisecondsAt } from './engine/simulated-time.ts'
import { datePairs } from './environment/dates.ts'
import type { Asked, Caller } from './environment/operations.ts'
import { people } from './environment/people.ts'
import { Script } from './environment/script.ts'
import { environments, type SimulatedEnvironment } from './environment/simulated-environment.ts'

const MINUTE = 60_000
const schoolId = '99AA00'
const dates = datePairs[0]

const terms = (surveyedGroup: string) => ({
  boardApproval: true as const,
  boardNotification: true as const,
  level: 'education-type' as const,
  deliveryDate: dates[0].date,
  conduct: { representative: true, surveyedGroup, anonymous: true },
})
const give: Asked = { kind: 'save', startsFrom: 0, terms: terms('Alle leerlingen.') }
const change: Asked = { kind: 'save', startsFrom: 1, terms: terms('Een steekproef.') }
const withdraw: Asked = { kind: 'withdraw', startsFrom: 1 }

/** Where a function dies: at which steps of its I/O, counted over all its runs from the moment it is aimed at. */
export interface Deaths {
  readonly at: readonly number[]
  readonly moment: 'before' | 'after'
}

/** A faultless environment in which one function dies at the steps it is told. */
class Killing extends FaultInjector {
  readonly #deaths: Deaths
  #victim: string | undefined
  #count = 0
  killed = 0
  handsOn = true

  constructor(deaths: Deaths) {
    super(() => 0, noFaults)
    this.#deaths = deaths
  }

  aimAt(victim: string): void {
    this.#victim = victim
  }

  override next({ invocation }: IoStep): { kind: Mishap } | undefined {
    if (this.#victim === undefined || !invocation.name.startsWith(this.#victim)) return undefined
    this.#count += 1
    if (!this.#deaths.at.includes(this.#count)) return undefined
    this.killed += 1
    return { kind: `crash-${this.#deaths.moment}` }
  }

  override handingsOn(): readonly number[] {
    return this.handsOn ? [0] : []
  }

  override sendings(): readonly number[] {
    return [0]
  }
}

interface Scene {
  readonly environment: SimulatedEnvironment
  readonly script: Script
  readonly faults: Killing
}

interface CrashOperation {
  /** The function that dies. */
  readonly victim: string
  prepare(scene: Scene): Promise<void>
  act(scene: Scene): Promise<void>
}

const pass = (environment: SimulatedEnvironment, milliseconds: number): Promise<void> =>
  environment.time.advance(instantAt(millisecondsAt(environment.time.clock()) + milliseconds))

/** Asks again until it is answered, as people do. */
const insist = async ({ environment }: Scene, asked: Asked, by: Caller = people().school): Promise<void> => {
  for (let isAnswered = false; !isAnswered; ) {
    const asking = environment.call(schoolId, by, asked)
    await pass(environment, 1000)
    isAnswered = (await asking) !== undefined
  }
}

const saving = (asked: Asked, first?: Asked): CrashOperation => ({
  victim: 'api',
  prepare: async scene => {
    if (first) await insist(scene, first)
    await pass(scene.environment, 10 * MINUTE)
  },
  act: scene => insist(scene, asked),
})

const onTheDate = (environment: SimulatedEnvironment): Promise<void> =>
  environment.time.advance(instantAt(millisecondsAt(dates[0].seven) + 45 * MINUTE))

/** What the issue names: each with the function that does it. */
export const crashOperations = {
  give: saving(give),
  change: saving(change, give),
  withdraw: saving(withdraw, give),
  'process-events': { ...saving(change, give), victim: 'process-events' },
  sweep: {
    victim: 'sweep',
    prepare: async scene => {
      // Nothing is handed on, so that all of it is left to the sweep.
      scene.faults.handsOn = false
      await insist(scene, give)
    },
    act: ({ environment }) => pass(environment, 6 * MINUTE),
  },
  deliver: {
    victim: 'deliver',
    prepare: scene => insist(scene, give),
    act: ({ environment }) => onTheDate(environment),
  },
  'reconcile-schedules': {
    victim: 'reconcile-schedules',
    prepare: async scene => {
      await insist(scene, give)
      const { scheduler } = scene.environment.services
      await pass(scene.environment, MINUTE)
      await scheduler.send(
        new DeleteScheduleCommand({ Name: `${schoolId}_2026-2027_1`, GroupName: 'deliveries' }),
      )
      scene.environment.platform.checkEveryNight()
    },
    act: ({ environment }) => pass(environment, 2 * 60 * MINUTE),
  },
  'replay-ledger': {
    victim: 'replay-ledger',
    prepare: async scene => {
      await insist(scene, give)
      await insist(scene, change)
      await pass(scene.environment, 10 * MINUTE)
      await scene.environment.restoreTable(0)
    },
    act: ({ environment }) => {
      void environment.platform.replayLedger()
      return pass(environment, 30 * MINUTE)
    },
  },
  import: {
    victim: 'import-file',
    prepare: scene => insist(scene, give),
    act: async ({ environment, script }) => {
      await script.bring(schoolId, 'pupils')
      await pass(environment, 5 * MINUTE)
    },
  },
} as const satisfies Record<string, CrashOperation>

export type CrashOperationName = keyof typeof crashOperations

/** The sweep that finds a lease over, and one more. */
const TWO_SWEEPS = 12 * MINUTE

/** Plays an operation in which its function dies so; `killed`: how often it did. Empty `faults` where all came right in time. */
export const crashPoints = () => {
  const newEnvironment = environments()
  return async (name: CrashOperationName, deaths: Deaths) => {
    const operation = crashOperations[name]
    const faults = new Killing(deaths)
    const start = instantAt(millisecondsAt(dates[0].midnight) - 20 * 60 * MINUTE)
    const environment = newEnvironment({ seed: name, start, faults, isTraced: false })
    const script = new Script(environment, randomOf(name), dates)
    const scene = { environment, script, faults }
    await script.furnish()
    await operation.prepare(scene)
    faults.aimAt(operation.victim)
    await operation.act(scene)
    // An invocation that died in a sweep, or on a message, comes again in its own time: that is one of the two.
    await pass(environment, TWO_SWEEPS * Math.max(1, faults.killed))
    const late = await unsettled(environment)
    await environment.time.advance(instantAt(millisecondsAt(dates[1].seven) + 3 * 60 * MINUTE))
    const { violations } = await violationsOf(environment, dates, undefined, false)
    return { killed: faults.killed, faults: [...late, ...violations] }
  }
}

/** What is not as it should be yet. */
const unsettled = async (environment: SimulatedEnvironment): Promise<readonly string[]> => {
  const { observations, time } = environment
  const { missing } = await schedulesOf(environment, dates)
  const now = time.clock()
  const due = [...observations.open].flatMap(([name, openAt]) =>
    openAt <= now ? [`${name} is still due`] : [],
  )
  const phase = observations.log.findLast(({ isNew }) => isNew)?.item.phase
  const unsent = observations.log
    .filter(({ isNew }) => isNew)
    .flatMap(({ version }) => {
      const newest = observations.log.findLast(write => write.version === version)?.item
      const { mails = {} } = (newest?.effects ?? {}) as { mails?: Record<string, { status: string }> }
      return Object.values(mails)
        .filter(({ status }) => status !== 'sent')
        .map(({ status }) => `the mail of version ${version} is ${status}`)
    })
  const imports = observations.imports.at(-1)?.item.status ?? 'applied'
  return [
    ...missing.map(name => `${name} has no schedule`),
    ...due,
    ...unsent,
    ...(phase === 'in-delivery' ? ['the delivery is still under way'] : []),
    ...(imports === 'applied' ? [] : [`the import is ${imports}`]),
  ]
}
