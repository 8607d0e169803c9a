import { sweepEveryMinutes } from '../../infra/wiring.ts'
import { daysAMonth, emptyPollsAMinute, nights, schools, windowsOfSaves } from './assumptions.ts'
import { type Counts, countOf, plus, times, without } from './counts.ts'
import { type Phase, schoolYear } from './school-year.ts'
import type { Production } from './templates.ts'
import { type Units, unitsOf } from './units.ts'

/** Counted twice, so that the difference is what a school more asks for, and the rest what is asked for without schools. */
const SCHOOLS = 6

export interface Model {
  /** Whether there are schools or not, a month. */
  readonly fixed: Units
  /** A school year of a school with one save, one preview, one delivery and one administrator. */
  readonly variable: Units
  /** What its import costs beside that. */
  readonly importing: Units
  /** What each year costs that it is kept thereafter. */
  readonly keeping: Units
}

export const model = async (production: Production): Promise<Model> => {
  const [few, many] = [await schoolYear(SCHOOLS), await schoolYear(2 * SCHOOLS)]
  const aSchoolMore = (phase: Phase): Counts => times(plus(many[phase], few[phase], -1), 1 / SCHOOLS)
  const priced = (counts: Counts): Units => unitsOf(counts, production)

  const swept = ({ sweep, idle }: typeof few): Counts => plus(sweep, idle, -countOf(sweep, 'sweeps'))
  const sweptMore = times(plus(swept(many), swept(few), -1), 1 / SCHOOLS)
  const parts = [
    shared(aSchoolMore('preview')),
    shared(aSchoolMore('save')),
    // All deliveries are in one hour, and use the key in the same minutes.
    without(aSchoolMore('delivery'), 'keyWindows'),
    without(sweptMore, 'keyWindows', 'sweeps'),
    times(aSchoolMore('night in force'), nights.inForce),
    without(aSchoolMore('last two nights'), 'keyWindows'),
    times(aSchoolMore('night afterwards'), nights.afterwards),
    // What was imported is stored too.
    new Map([['tableByteMonths', countOf(aSchoolMore('import'), 'tableByteMonths')] as const]),
  ]
  const nightWithoutSchools = plus(few['night afterwards'], aSchoolMore('night afterwards'), -SCHOOLS)
  const variable = parts.reduce((sum, part) => plus(sum, part))
  const kept = new Map([...variable].filter(([counted]) => counted.endsWith('ByteMonths')))
  return {
    variable: priced(variable),
    keeping: priced(kept),
    importing: priced(without(aSchoolMore('import'), 'tableByteMonths')),
    fixed: priced(
      [
        standing(production),
        times(aSweep(few.idle), sweepsAMonth),
        times(aNight(nightWithoutSchools), daysAMonth),
      ].reduce((sum, part) => plus(sum, part)),
    ),
  }
}

/** What comes in one window of the key with others asks KMS once for all of them. */
const shared = (counts: Counts): Counts =>
  plus(counts, new Map([['keyWindows', countOf(counts, 'keyWindows')] as const]), partOfAWindow - 1)

/** Of one save: how many windows all saves are in, if each comes in any of them, by the number of saves. */
const partOfAWindow = (windowsOfSaves / schools) * (1 - Math.exp(-schools / windowsOfSaves))

const minutesAMonth = daysAMonth * 24 * 60
const sweepsAMonth = minutesAMonth / sweepEveryMinutes

const aSweep = (idle: Counts): Counts => plus(idle, new Map([['invocations of sweep', 1]]))

const aNight = (night: Counts): Counts =>
  plus(
    night,
    new Map([
      ['invocations of reconcile-schedules', 1],
      ['invocations of remind-boards', 1],
    ] as const),
  )

/** What a month of the resources themselves costs. */
const standing = ({ resources }: Production): Counts => {
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type)
  const queuesRead = ofType('AWS::Lambda::EventSourceMapping').filter(
    ({ Properties }) => !('StartingPosition' in Properties),
  )
  // An expression over several metrics is paid for by the metric.
  const metrics = ofType('AWS::CloudWatch::Alarm').flatMap(({ Properties: { Metrics } }) =>
    Array.isArray(Metrics) ? Metrics.filter(metric => 'MetricStat' in metric) : [undefined],
  )
  return new Map([
    ['keyMonths', ofType('AWS::KMS::Key').length],
    ['alarmMetricMonths', metrics.length],
    ['metricMonths', ofType('AWS::Logs::MetricFilter').length],
    ['dashboardMonths', ofType('AWS::CloudWatch::Dashboard').length],
    ['queueRequests', queuesRead.length * emptyPollsAMinute * minutesAMonth],
  ])
}
