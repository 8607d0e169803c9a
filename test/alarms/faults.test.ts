import { describe, expect, it } from 'vitest'
import { instantFrom, millisecondsOf, secondsAfter } from '../../shared/platform/time.ts'
import { only, stagesOfApp } from '../infra/synthesized.ts'
import { figure } from '../support/figures.ts'
import { alarmsOf, lineMetricsOf } from './definitions.ts'
import { changesOf } from './evaluation.ts'
import { afternoon, deliveryDate, type FaultClass, faultClasses, schools } from './fault-classes.ts'
import { OperatedService } from './operated-service.ts'
import { furnish, save, schoolIdAt } from './schools.ts'

const stage = only(stagesOfApp().filter(({ name }) => name === 'prod'))
const alarms = alarmsOf(stage)
const lineMetrics = lineMetricsOf(stage)
const start = instantFrom('2027-06-28T00:00:00Z')

/** How long after something is the case somebody must be told, in minutes. */
const TOLD_WITHIN = 5

const minuteOf = (service: OperatedService): number => millisecondsOf(service.time.clock()) / 60_000

/** A service in which all was well until the fault began, and the minutes from then on at which alarms went off. */
const suffering = async ({ at = afternoon, begin, isPaused = false, raises }: FaultClass) => {
  const service = new OperatedService({ start, lineMetrics, isPaused })
  await furnish(service, { schools, days: [deliveryDate] })
  await service.time.advance(secondsAfter(start, 3600))
  await save(service, schoolIdAt(0), deliveryDate)
  await service.time.advance(secondsAfter(start, 7 * 3600))
  const from = Math.ceil(minuteOf(service))
  await service.time.advance(at)
  const began = minuteOf(service)
  await begin(service)
  const until = Math.ceil(began) + Math.max(...Object.values(raises)) + TOLD_WITHIN
  await service.time.advance(secondsAfter(at, (until - began) * 60))
  return alarms.flatMap(({ name, ...alarm }) =>
    changesOf({ name, ...alarm }, service.metrics, from, until)
      .filter(({ isOn }) => isOn)
      .map(({ minute }) => ({ name, after: minute - began })),
  )
}

const raised = new Set<string>()

describe('somebody is told within five minutes', () => {
  it.each(faultClasses)('where $fault', async fault => {
    const wentOff = await suffering(fault)
    expect(wentOff.filter(({ after }) => after <= 0)).toEqual([])
    for (const [name, minutes] of Object.entries(fault.raises)) {
      const [first] = wentOff.filter(alarm => alarm.name === name)
      expect(first, `${name}, beside ${JSON.stringify(wentOff)}`).toBeDefined()
      expect(first?.after, name).toBeLessThanOrEqual(minutes + TOLD_WITHIN)
      raised.add(name)
    }
  })
})

describe('the alarms', () => {
  it('are each raised by one of these faults', ({ task }) => {
    figure(task, `alarms: ${alarms.length}, fault classes: ${faultClasses.length}`)
    expect(alarms.map(({ name }) => name).filter(name => !raised.has(name))).toEqual([])
  })
})
