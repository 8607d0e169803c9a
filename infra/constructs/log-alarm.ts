import { Duration, Stack } from 'aws-cdk-lib'
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { type AlarmMeaning, OperatorAlarm } from './operator-alarm.ts'

/** What a function logs that a person must hear of, though the function itself did its work. */
export interface Telling extends AlarmMeaning {
  /** The field `code` of a line. */
  readonly code: string
  /** A number in that line, of which the highest counts; where not told, the lines are counted. */
  readonly figure?: string
  /** Whether it is compared with itself, a period earlier, instead of taken as it is. */
  readonly growing?: boolean
  /** Tells when the number of lines, or the figure, is so high… */
  readonly threshold: number
  /** …within so many minutes… */
  readonly minutes: number
  /** …so many times in a row. */
  readonly periods: number
}

/** Makes a metric of the lines of a function's log that bear the code, and tells operators. */
export const alarmOnLog = (functionId: string, logGroup: ILogGroup, telling: Telling): void => {
  const { code, figure, growing, threshold, minutes, periods, means, runbook } = telling
  const scope = Stack.of(logGroup)
  const id = metricNameOf(functionId, telling)
  const filter = new MetricFilter(scope, `${id}-lines`, {
    logGroup,
    filterPattern: FilterPattern.stringValue('$.code', '=', code),
    metricNamespace: scope.stackName,
    metricName: id,
    ...(figure !== undefined && { metricValue: `$.${figure}` }),
    // Else periods with nothing to count are missing, and CloudWatch looks at older ones in their stead.
    defaultValue: 0,
  })
  new OperatorAlarm(scope, id, {
    means,
    runbook,
    metric: filter.metric({
      statistic: figure === undefined ? 'Sum' : 'Maximum',
      period: Duration.minutes(minutes),
    }),
    threshold,
    periods,
    ...(growing && { expression: 'DIFF(metric)' }),
  })
}

/** `deliver-delivery-failed` for a code, `sweep-open-effects` for a figure. */
export const metricNameOf = (
  functionId: string,
  { code, figure }: Pick<Telling, 'code' | 'figure'>,
): string => `${functionId}-${(figure?.replace(/[A-Z]/g, '-$&') ?? code.replaceAll('_', '-')).toLowerCase()}`
