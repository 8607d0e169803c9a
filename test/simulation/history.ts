import { between, pick, randomOf } from '../../scripts/survey/random.ts'
import type { Instant } from '../../shared/platform/time.ts'
import { type Plans, schedulesOf } from './checks/schedules.ts'
import { violationsOf } from './checks/violations.ts'
import { instantAt, millisecondsAt } from './engine/simulated-time.ts'
import { climateOf, Weather } from './engine/weather.ts'
import { type DeliveryDate, datePairs } from './world/dates.ts'
import { Script } from './world/script.ts'
import { type SimulatedWorld, worlds } from './world/simulated-world.ts'

const HOUR = 3_600_000

/** What came of one history. */
export interface HistoryResult {
  readonly violations: readonly string[]
  /** Steps of I/O of all functions. */
  readonly steps: number
  readonly extraMails: number
  readonly deliveries: number
  /** Empty where no trace was asked for. */
  readonly trace: readonly string[]
}

export interface Simulator {
  /** The history with that number in the row that a seed stands for. The same two give the same history, always. */
  run(seed: number, index: number, options?: { isTraced?: boolean }): Promise<HistoryResult>
}

/** Runs histories one after the other on the real functions. */
export const simulator = (): Simulator => {
  const newWorld = worlds()
  return {
    async run(seed, index, { isTraced = false } = {}) {
      const name = `${seed}:${index}`
      const random = randomOf(name, 'script')
      const dates: readonly [DeliveryDate, DeliveryDate] = pick(random, datePairs)
      const start = instantAt(
        millisecondsAt(dates[0].midnight) - Math.floor(between(random, HOUR / 6, 60 * HOUR)),
      )
      const weather = new Weather(randomOf(name, 'weather'), climateOf(randomOf(name, 'climate')))
      const world = newWorld({ seed: name, start, weather, isTraced })
      return played(world, new Script(world, random, dates), dates, random() < 0.5)
    },
  }
}

/** The weather clears before the first date, so that what is planned can be looked at, or when all is over. */
const played = async (
  world: SimulatedWorld,
  script: Script,
  dates: readonly [DeliveryDate, DeliveryDate],
  clearsEarly: boolean,
): Promise<HistoryResult> => {
  const isCalm = world.weather.isClear
  await script.furnish()
  const over = script.begin()
  let plans: Plans | undefined
  if (clearsEarly) {
    await world.time.advance(before(dates[0].seven, 2.5))
    world.weather.clear()
    await world.time.advance(before(dates[0].seven, 0.5))
    // After a restore they are made again, within some sweeps.
    if (world.observations.restoredAt === undefined) plans = await schedulesOf(world, dates)
  }
  await world.time.advance(over)
  world.weather.clear()
  await world.time.advance(before(over, -3))
  return {
    ...(await violationsOf(world, dates, plans, isCalm && world.observations.restoredAt === undefined)),
    steps: world.invocations.steps,
    trace: world.trace.lines,
  }
}

const before = (moment: Instant, hours: number): Instant => instantAt(millisecondsAt(moment) - hours * HOUR)
