/** What CloudWatch has of one metric: by minute, what was put in it. */
interface Minute {
  readonly minute: number
  sum: number
  maximum: number
  minimum: number
}

/** The metrics of one account, by a name that tells all their dimensions. Minutes count from 1970. */
export class Metrics {
  readonly #series = new Map<string, Minute[]>()

  /** Not before what was put in the metric last. */
  put(metric: string, minute: number, value: number): void {
    const series = this.#series.get(metric) ?? []
    const last = series.at(-1)
    if (last?.minute === minute) {
      last.sum += value
      last.maximum = Math.max(last.maximum, value)
      last.minimum = Math.min(last.minimum, value)
    } else {
      series.push({ minute, sum: value, maximum: value, minimum: value })
    }
    this.#series.set(metric, series)
  }

  series(metric: string): readonly Minute[] {
    return this.#series.get(metric) ?? []
  }
}

/** An alarm, as far as it decides when it goes off. */
export interface AlarmDefinition {
  readonly name: string
  readonly metric: string
  readonly statistic: 'Sum' | 'Maximum' | 'Minimum'
  readonly expression?: 'DIFF' | 'FILL'
  readonly periodMinutes: number
  readonly evaluationPeriods: number
  readonly datapointsToAlarm: number
  readonly threshold: number
  readonly comparison: 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold'
  readonly missing: 'breaching' | 'notBreaching'
}

/** CloudWatch looks at more periods than it is asked to, where some are missing: in its manual's examples, at two. */
const PERIODS_MORE = 2

const MINUTES_OF_A_DAY = 24 * 60

/** A series read at moments that only go up, so that a year of minutes costs one walk over it. */
class Window {
  readonly #series: readonly Minute[]
  #from = 0

  constructor(series: readonly Minute[]) {
    this.#series = series
  }

  /** What falls in [from, until). */
  between(from: number, until: number): readonly Minute[] {
    while ((this.#series[this.#from]?.minute ?? Number.POSITIVE_INFINITY) < from) this.#from += 1
    let end = this.#from
    while ((this.#series[end]?.minute ?? Number.POSITIVE_INFINITY) < until) end += 1
    return this.#series.slice(this.#from, end)
  }
}

const statisticOf = (of: readonly Minute[], statistic: AlarmDefinition['statistic']): number | undefined => {
  if (of.length === 0) return undefined
  if (statistic === 'Sum') return of.reduce((total, { sum }) => total + sum, 0)
  return statistic === 'Maximum'
    ? Math.max(...of.map(({ maximum }) => maximum))
    : Math.min(...of.map(({ minimum }) => minimum))
}

/** The periods before a moment, the newest first, as the alarm's metric or expression has them. */
const datapointsAt = (alarm: AlarmDefinition, windows: readonly Window[], at: number) => {
  const { periodMinutes, statistic, expression } = alarm
  const plain = windows.map((window, age) => {
    const until = at - age * periodMinutes
    return statisticOf(window.between(until - periodMinutes, until), statistic)
  })
  if (expression === 'FILL')
    return plain.some(value => value !== undefined) ? plain.map(value => value ?? 0) : plain
  if (expression === undefined) return plain.slice(0, -1)
  return plain.slice(0, -1).map((value, age) => {
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
const momentsOf = (alarm: AlarmDefinition, series: readonly Minute[], from: number, until: number) => {
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
  const series = metrics.series(alarm.metric)
  const periods = alarm.evaluationPeriods + PERIODS_MORE + 1
  const windows = Array.from({ length: periods }, () => new Window(series))
  const changes: { minute: number; isOn: boolean }[] = []
  let isOn = false
  for (const minute of momentsOf(alarm, series, from, until)) {
    const isOnNow = isBreaching(alarm, datapointsAt(alarm, windows, minute))
    if (isOnNow !== isOn) changes.push({ minute, isOn: isOnNow })
    isOn = isOnNow
  }
  return changes
}
