import { DeleteScheduleCommand } from '@aws-sdk/client-scheduler'
import { randomOf } from '../../scripts/survey/random.ts'
import { schedulesOf } from './checks/schedules.ts'
import { violationsOf } from './checks/violations.ts'
import type { IoStep, Mishap } from './engine/invocations.ts'
import { instantAt, millisecondsAt } from './engine/simulated-time.ts'
import { calm, Weather } from './engine/weather.ts'
import { datePairs } from './world/dates.ts'
import type { Asked, Caller } from './world/operations.ts'
import { people } from './world/people.ts'
import { Script } from './world/script.ts'
import { type SimulatedWorld, worlds } from './world/simulated-world.ts'

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

/** A calm world in which one function dies at the steps it is told. */
class Killing extends Weather {
  readonly #deaths: Deaths
  #victim: string | undefined
  #count = 0
  killed = 0
  handsOn = true

  constructor(deaths: Deaths) {
    super(() => 0, calm)
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
}

interface Scene {
  readonly world: SimulatedWorld
  readonly script: Script
  readonly weather: Killing
}

interface CrashOperation {
  /** The function that dies. */
  readonly victim: string
  prepare(scene: Scene): Promise<void>
  act(scene: Scene): Promise<void>
}

const pass = (world: SimulatedWorld, milliseconds: number): Promise<void> =>
  world.time.advance(instantAt(millisecondsAt(world.time.clock()) + milliseconds))

/** Asks again until it is answered, as people do. */
const insist = async ({ world }: Scene, asked: Asked, by: Caller = people().school): Promise<void> => {
  for (let isAnswered = false; !isAnswered; ) {
    const asking = world.call(schoolId, by, asked)
    await pass(world, 1000)
    isAnswered = (await asking) !== undefined
  }
}

const saving = (asked: Asked, first?: Asked): CrashOperation => ({
  victim: 'api',
  prepare: async scene => {
    if (first) await insist(scene, first)
    await pass(scene.world, 10 * MINUTE)
  },
  act: scene => insist(scene, asked),
})

const onTheDate = (world: SimulatedWorld): Promise<void> =>
  world.time.advance(instantAt(millisecondsAt(dates[0].seven) + 45 * MINUTE))

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
      scene.weather.handsOn = false
      await insist(scene, give)
    },
    act: ({ world }) => pass(world, 6 * MINUTE),
  },
  deliver: {
    victim: 'deliver',
    prepare: scene => insist(scene, give),
    act: ({ world }) => onTheDate(world),
  },
  'reconcile-schedules': {
    victim: 'reconcile-schedules',
    prepare: async scene => {
      await insist(scene, give)
      const { scheduler } = scene.world.services
      await pass(scene.world, MINUTE)
      await scheduler.send(
        new DeleteScheduleCommand({ Name: `${schoolId}_2026-2027_1`, GroupName: 'deliveries' }),
      )
      scene.world.platform.checkEveryNight()
    },
    act: ({ world }) => pass(world, 2 * 60 * MINUTE),
  },
  'replay-ledger': {
    victim: 'replay-ledger',
    prepare: async scene => {
      await insist(scene, give)
      await insist(scene, change)
      await pass(scene.world, 10 * MINUTE)
      await scene.world.restoreTable(0)
    },
    act: ({ world }) => {
      void world.platform.replayLedger()
      return pass(world, 30 * MINUTE)
    },
  },
  import: {
    victim: 'import-file',
    prepare: scene => insist(scene, give),
    act: async ({ world, script }) => {
      await script.bring(schoolId, 'pupils')
      await pass(world, 5 * MINUTE)
    },
  },
} as const satisfies Record<string, CrashOperation>

export type CrashOperationName = keyof typeof crashOperations

/** The sweep that finds a lease over, and one more. */
const TWO_SWEEPS = 12 * MINUTE

/** Plays an operation in which its function dies so; `killed`: how often it did. Empty `faults` where all came right in time. */
export const crashPoints = () => {
  const newWorld = worlds()
  return async (name: CrashOperationName, deaths: Deaths) => {
    const operation = crashOperations[name]
    const weather = new Killing(deaths)
    const start = instantAt(millisecondsAt(dates[0].midnight) - 20 * 60 * MINUTE)
    const world = newWorld({ seed: name, start, weather, isTraced: false })
    const script = new Script(world, randomOf(name), dates)
    const scene = { world, script, weather }
    await script.furnish()
    await operation.prepare(scene)
    weather.aimAt(operation.victim)
    await operation.act(scene)
    // An invocation that died in a sweep, or on a message, comes again in its own time: that is one of the two.
    await pass(world, TWO_SWEEPS * Math.max(1, weather.killed))
    const late = await unsettled(world)
    await world.time.advance(instantAt(millisecondsAt(dates[1].seven) + 3 * 60 * MINUTE))
    const { violations } = await violationsOf(world, dates, undefined, false)
    return { killed: weather.killed, faults: [...late, ...violations] }
  }
}

/** What is not as it should be yet. */
const unsettled = async (world: SimulatedWorld): Promise<readonly string[]> => {
  const { observations, time } = world
  const { missing } = await schedulesOf(world, dates)
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
