import { ListSchedulesCommand, type ListSchedulesCommandOutput } from '@aws-sdk/client-scheduler'
import type { DeliveryDate } from '../environment/dates.ts'
import { schoolYear } from '../environment/operations.ts'
import { schoolIds } from '../environment/people.ts'
import type { SimulatedEnvironment } from '../environment/simulated-environment.ts'
import { eventsOf, standingsOf } from './logged.ts'

/** What is planned beside what should be. */
export interface Plans {
  readonly missing: readonly string[]
  readonly stale: readonly string[]
}

const namesOf = async ({ services }: SimulatedEnvironment): Promise<readonly string[]> => {
  const answer = (await services.scheduler.send(new ListSchedulesCommand({}))) as ListSchedulesCommandOutput
  return (answer.Schedules ?? []).map(({ Name }) => Name ?? '')
}

/** Rule 12 and issue: a consent in force has its schedule, and there is no other. To be asked before the first date begins. */
export const schedulesOf = async (
  environment: SimulatedEnvironment,
  dates: readonly DeliveryDate[],
): Promise<Plans> => {
  const names = await namesOf(environment)
  const now = environment.time.clock()
  const wanted = schoolIds.flatMap(schoolId => {
    const head = standingsOf(eventsOf(environment.observations, schoolId), dates).at(-1)
    const isPlanned =
      head?.phase === 'given' && dates.some(day => day.date === head.terms?.deliveryDate && day.seven > now)
    return isPlanned ? [`${schoolId}_${schoolYear}_${head.version}`] : []
  })
  return {
    missing: wanted.filter(name => !names.includes(name)),
    stale: names.filter(name => !wanted.includes(name)),
  }
}

/** When all dates are past nothing is planned any more. */
export const leftOver = namesOf
