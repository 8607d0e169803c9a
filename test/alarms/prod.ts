import { instantFrom, millisecondsOf, secondsAfter } from '../../shared/platform/time.ts'
import { only, stagesOfApp } from '../infra/synthesized.ts'
import { alarmsOf, lineMetricsOf } from './definitions.ts'
import { afternoon, deliveryDate, type FaultClass, schools } from './fault-classes.ts'
import { OperatedService } from './operated-service.ts'
import { furnish, save, schoolIdAt } from './schools.ts'

const stage = only(stagesOfApp().filter(({ name }) => name === 'prod'))
export const alarms = alarmsOf(stage)
export const lineMetrics = lineMetricsOf(stage)
const start = instantFrom('2027-06-28T00:00:00Z')

export const minuteOf = (service: OperatedService): number => millisecondsOf(service.time.clock()) / 60_000

/** A service in which all is well, up to the moment of a fault; and the minute from which on alarms count. */
export const wellUntil = async ({
  at = afternoon,
  isPaused = false,
}: Pick<FaultClass, 'at' | 'isPaused'>) => {
  const service = new OperatedService({ start, lineMetrics, isPaused })
  await furnish(service, { schools, days: [deliveryDate] })
  await service.time.advance(secondsAfter(start, 3600))
  await save(service, schoolIdAt(0), deliveryDate)
  await service.time.advance(secondsAfter(start, 7 * 3600))
  const from = Math.ceil(minuteOf(service))
  await service.time.advance(at)
  return { service, from }
}
