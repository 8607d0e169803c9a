import { ListSchedulesCommand, type ListSchedulesCommandOutput } from '@aws-sdk/client-scheduler'
import { millisecondsAt } from '../engine/simulated-time.ts'
import type { DeliveryDate } from '../world/dates.ts'
import { schoolYear } from '../world/operations.ts'
import { schoolIds } from '../world/people.ts'
import type { SimulatedWorld } from '../world/simulated-world.ts'
import { eventsOf, standingsOf } from './logged.ts'

/** What is planned beside what should be. */
export interface Plans {
  readonly missing: readonly string[]
  /**
   * Of an older version: they wake in vain. One may be made in the moment in which the next version comes; where that came
   * later, it should have been removed.
   */
  readonly stale: readonly string[]
  readonly forgotten: readonly string[]
}

const namesOf = async ({ services }: SimulatedWorld): Promise<readonly string[]> => {
  const answer = (await services.scheduler.send(new ListSchedulesCommand({}))) as ListSchedulesCommandOutput
  return (answer.Schedules ?? []).map(({ Name }) => Name ?? '')
}

/** Rule 12 and issue: a consent in force has its schedule, and there is no other. To be asked before the first date begins. */
export const schedulesOf = async (world: SimulatedWorld, dates: readonly DeliveryDate[]): Promise<Plans> => {
  const names = await namesOf(world)
  const now = world.time.clock()
  const wanted = schoolIds.flatMap(schoolId => {
    const head = standingsOf(eventsOf(world.observations, schoolId), dates).at(-1)
    const isPlanned =
      head?.phase === 'given' && dates.some(day => day.date === head.terms?.deliveryDate && day.seven > now)
    return isPlanned ? [`${schoolId}_${schoolYear}_${head.version}`] : []
  })
  const stale = names.filter(name => !wanted.includes(name))
  return {
    missing: wanted.filter(name => !names.includes(name)),
    stale,
    forgotten: stale.filter(name => wasSupersededLater(world, name)),
  }
}

/** Longer than a function that plans may run. */
const MINUTES = 3

const wasSupersededLater = ({ observations }: SimulatedWorld, name: string): boolean => {
  const [schoolId = '', , version] = name.split('_')
  const [own, next] = eventsOf(observations, schoolId).slice(Number(version) - 1)
  if (!own || !next) return true
  return millisecondsAt(next.at) - millisecondsAt(own.at) > MINUTES * 60_000
}

/** When all dates are past nothing is planned any more. */
export const leftOver = namesOf
