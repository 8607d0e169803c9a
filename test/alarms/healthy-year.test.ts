import { beforeAll, describe, expect, it } from 'vitest'
import { type Instant, instantFrom, millisecondsOf, secondsAfter } from '../../shared/platform/time.ts'
import { figure } from '../support/figures.ts'
import { metricNamed } from './definitions.ts'
import { changesOf } from './evaluation.ts'
import { OperatedService } from './operated-service.ts'
import { alarms, lineMetrics } from './prod.ts'
import { bring, furnish, pupilsOf, read, save, schoolIdAt, withdraw } from './schools.ts'

const start = instantFrom('2026-09-01T00:00:00+02:00')
const end = instantFrom('2027-09-01T00:00:00+02:00')

/** Two on which the clock changes, and the day on which most deliver. */
const days = ['2026-10-25', '2027-03-28', '2027-07-01'] as const
const schools = 60
const dayOfSchool = (number: number): string => days[number < 6 ? 0 : number < 12 ? 1 : 2]

const minuteAt = (moment: Instant): number => millisecondsOf(moment) / 60_000

/** A school gives its consent weeks before, looks at it, and changes its mind now and then. */
const oneSchool = (service: OperatedService, number: number): void => {
  const [schoolId, date] = [schoolIdAt(number), dayOfSchool(number)]
  const givenAt = secondsAfter(
    instantFrom(`${date}T09:00:00+02:00`),
    -86_400 * (2 + (number % 30)) + number * 97,
  )
  const later = (hours: number, work: () => Promise<unknown>): void => {
    service.time.at(secondsAfter(givenAt, hours * 3600), async () => void (await work()))
  }
  later(0, () => save(service, schoolId, date))
  later(1, () => read(service, schoolId))
  if (number % 3 === 0) later(2, () => save(service, schoolId, date, 1))
  if (number % 5 === 1) later(3, () => withdraw(service, schoolId, 1))
  if (number % 5 === 1 && number % 3 === 1) later(4, () => save(service, schoolId, date, 2))
}

let service: OperatedService

beforeAll(async () => {
  service = new OperatedService({ start, lineMetrics, leavesOutIdleSweeps: true })
  await furnish(service, { schools, days })
  const all = Array.from({ length: schools }, (_, number) => number)
  for (const number of all) oneSchool(service, number)
  for (const [moment, pupils] of [
    ['2026-09-15T10:00:00+02:00', 20],
    ['2027-06-28T15:00:00+02:00', 21],
  ] as const) {
    service.time.at(instantFrom(moment), async () => {
      await bring(service, pupilsOf(all.slice(12).map(schoolIdAt), pupils))
    })
  }
  await service.time.advance(end)
}, 300_000)

const totalOf = (metric: string): number =>
  service.metrics.series(metric).reduce((total, { value }) => total + value, 0)

describe('a healthy year', () => {
  it('is one: schools save, boards are mailed, files are applied, reports are delivered, somebody sweeps and checks', () => {
    const { received } = service.services.receiver
    expect(received.values.map(({ receivedAt }) => receivedAt.slice(0, 10)).sort()[0]).toBe(days[0])
    expect(received.values.length).toBeGreaterThan(45)
    expect(service.services.mailbox.mails().length).toBeGreaterThan(3 * schools)
    expect(totalOf(metricNamed('AWS/Lambda', 'Invocations', 'import-file'))).toBe(2)
    expect(totalOf(metricNamed('AWS/Lambda', 'Invocations', 'sweep'))).toBe(365 * 24 * 12)
    expect(totalOf(metricNamed('AWS/Lambda', 'Invocations', 'reconcile-schedules'))).toBe(365)
    expect(totalOf(metricNamed('AWS/Lambda', 'Invocations', 'remind-boards'))).toBe(365)
  })

  it('has nobody woken by any alarm', ({ task }) => {
    // From the third day on: an alarm is new once, and so is the service.
    const from = minuteAt(start) + 2 * 24 * 60
    const wentOff = alarms.flatMap(alarm =>
      changesOf(alarm, service.metrics, from, minuteAt(end)).map(change => ({ ...change, name: alarm.name })),
    )
    figure(task, `healthy year: ${wentOff.length} alarms`)
    expect(wentOff).toEqual([])
  })
})
