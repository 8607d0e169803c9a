import { between, pick, randomOf } from '../../scripts/survey/random.ts'
import type { Instant } from '../../shared/platform/time.ts'
import { type Plans, schedulesOf } from './checks/schedules.ts'
import { violationsOf } from './checks/violations.ts'
import { FaultInjector, faultRatesOf } from './engine/fault-injector.ts'
import { instantAt, millisecondsAt } from './engine/simulated-time.ts'
import { type DeliveryDate, datePairs } from './environment/dates.ts'
import { Script } from './environment/script.ts'
import { environments, type SimulatedEnvironment } from './environment/simulated-environment.ts'

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
  const newEnvironment = environments()
  return {
    async run(seed, index, { isTraced = false } = {}) {
      const name = `${seed}:${index}`
      const random = randomOf(name, 'script')
      const dates: readonly [DeliveryDate, DeliveryDate] = pick(random, datePairs)
      const start = instantAt(
        millisecondsAt(dates[0].midnight) - Math.floor(between(random, HOUR / 6, 60 * HOUR)),
      )
      // The names of the random streams are part of the seed: with others these would be other histories.
      const faults = new FaultInjector(randomOf(name, 'weather'), faultRatesOf(randomOf(name, 'climate')))
      const environment = newEnvironment({ seed: name, start, faults, isTraced })
      return played(environment, new Script(environment, random, dates), dates, random() < 0.5)
    },
  }
}

/** Faults are turned off before the first date, so that what is planned can be looked at, or when all is over. */
const played = async (
  environment: SimulatedEnvironment,
  script: Script,
  dates: readonly [DeliveryDate, DeliveryDate],
  clearsEarly: boolean,
): Promise<HistoryResult> => {
  const isFaultless = environment.faults.isOff
  await script.furnish()
  const over = script.begin()
  let plans: Plans | undefined
  if (clearsEarly) {
    await environment.time.advance(before(dates[0].seven, 2.5))
    environment.faults.turnOff()
    await environment.time.advance(before(dates[0].seven, 0.5))
    // After a restore they are made again, within some sweeps.
    if (environment.observations.restoredAt === undefined) plans = await schedulesOf(environment, dates)
  }
  await environment.time.advance(over)
  environment.faults.turnOff()
  await environment.time.advance(before(over, -3))
  return {
    ...(await violationsOf(
      environment,
      dates,
      plans,
      isFaultless && environment.observations.restoredAt === undefined,
    )),
    steps: environment.invocations.steps,
    trace: environment.trace.lines,
  }
}

const before = (moment: Instant, hours: number): Instant => instantAt(millisecondsAt(moment) - hours * HOUR)
