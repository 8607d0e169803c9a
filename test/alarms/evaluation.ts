interface Point {
  readonly minute: number
  readonly value: number
}

/** The metrics of one account, by a name that tells all their dimensions. Minutes count from 1970. */
export class Metrics {
  readonly #series = new Map<string, Point[]>()

  /** Not before what was put in the metric last. */
  put(metric: string, minute: number, value: number): void {
    this.#series.set(metric, this.#series.get(metric) ?? [])
    this.#series.get(metric)?.push({ minute, value })
  }

  series(...metrics: readonly string[]): readonly Point[] {
    const [first = [], ...more] = metrics.flatMap(metric => {
      const points = this.#series.get(metric)
      return points ? [points] : []
    })
    return more.length === 0 ? first : [first, ...more].flat().sort((one, other) => one.minute - other.minute)
  }
}

const statistics = {
  Sum: (values: readonly number[]) => values.reduce((total, value) => total + value, 0),
  Maximum: (values: readonly number[]) => Math.max(...values),
  Minimum: (values: readonly number[]) => Math.min(...values),
}

/** An alarm, as far as it decides when it goes off. */
export interface AlarmDefinition {
  readonly name: string
  /** The values of several are looked at as if they were one's. */
  readonly metrics: readonly string[]
  readonly statistic: keyof typeof statistics
  readonly expression?: 'DIFF' | 'FILL' | 'PART OF QUOTA'
  readonly periodMinutes: number
  readonly evaluationPeriods: number
  readonly datapointsToAlarm: number
  readonly threshold: number
  readonly comparison: 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold'
  readonly missing: 'breaching' | 'notBreaching'
}

/** CloudWatch looks at more periods than it is asked to, where some are missing: in its manual's examples, at two. */
const PERIODS_MORE = 2

/** How many functions may run at once in an account, where AWS was not asked for more. */
const QUOTA = 1000

const MINUTES_OF_A_DAY = 24 * 60

/** How many points lie before that minute. */
const countBefore = (series: readonly Point[], minute: number): number => {
  let [low, high] = [0, series.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (series[middle]!.minute < minute) low = middle + 1
    else high = middle
  }
  return low
}

/** The periods before a moment, the newest first, as the alarm's metric or expression has them. */
const datapointsAt = (alarm: AlarmDefinition, series: readonly Point[], at: number) => {
  const { periodMinutes, statistic, expression, evaluationPeriods } = alarm
  const plain = Array.from({ length: evaluationPeriods + PERIODS_MORE + 1 }, (_, age) => {
    const until = at - age * periodMinutes
    const period = series.slice(countBefore(series, until - periodMinutes), countBefore(series, until))
    return period.length > 0 ? statistics[statistic](period.map(({ value }) => value)) : undefined
  })
  if (expression === 'FILL')
    return plain.some(value => value !== undefined) ? plain.map(value => value ?? 0) : plain
  const seen = plain.slice(0, -1)
  if (expression === undefined) return seen
  if (expression === 'PART OF QUOTA') return seen.map(value => value && (100 * value) / QUOTA)
  return seen.map((value, age) => {
    const before = plain[age + 1]
    return value === undefined || before === undefined ? undefined : value - before
  })
}

/**
 * Whether an alarm stands at ALARM, by the rules of the manual ("Configuring how CloudWatch alarms treat missing data"):
 * where there are enough real periods those are looked at, even if they lie further back; else all real ones, and
 * missing ones for the rest.
 */
const isBreaching = (alarm: AlarmDefinition, datapoints: readonly (number | undefined)[]): boolean => {
  const { evaluationPeriods, datapointsToAlarm, threshold, comparison, missing } = alarm
  const real = datapoints.filter(value => value !== undefined).slice(0, evaluationPeriods)
  const breaching = real.filter(value =>
    comparison === 'LessThanThreshold' ? value < threshold : value >= threshold,
  ).length
  const filled = missing === 'breaching' ? evaluationPeriods - real.length : 0
  return breaching + filled >= datapointsToAlarm
}

/** Moments at which what an alarm sees may change: as each datapoint enters and leaves its periods. */
const momentsOf = (alarm: AlarmDefinition, series: readonly Point[], from: number, until: number) => {
  const { periodMinutes, evaluationPeriods } = alarm
  // What takes more than a day to see is looked at once an hour.
  const every = periodMinutes * evaluationPeriods > MINUTES_OF_A_DAY ? 60 : 1
  const moments = new Set<number>([Math.ceil(from / every) * every])
  for (const { minute } of series) {
    for (let age = 0; age <= evaluationPeriods + PERIODS_MORE + 1; age += 1) {
      const moment = Math.ceil((minute + 1 + age * periodMinutes) / every) * every
      if (moment >= from && moment <= until) moments.add(moment)
    }
  }
  return [...moments].sort((one, other) => one - other)
}

/** The minutes at which the alarm went off, and was over again. It is looked at every minute, from a sound start on. */
export const changesOf = (
  alarm: AlarmDefinition,
  metrics: Metrics,
  from: number,
  until: number,
): readonly { readonly minute: number; readonly isOn: boolean }[] => {
  const series = metrics.series(...alarm.metrics)
  const changes: { minute: number; isOn: boolean }[] = []
  let isOn = false
  for (const minute of momentsOf(alarm, series, from, until)) {
    const isOnNow = isBreaching(alarm, datapointsAt(alarm, series, minute))
    if (isOnNow !== isOn) changes.push({ minute, isOn: isOnNow })
    isOn = isOnNow
  }
  return changes
}
