import { Duration, Stack } from 'aws-cdk-lib'
import { FilterPattern, type IFilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { LogAlarm } from '../../functions/manifest.ts'
import { OperatorAlarm, type OperatorAlarmProps } from './operator-alarm.ts'

/** Makes a metric of the lines of a function's log that bear the code, and tells operators. */
export const alarmOnLog = (
  scope: Construct,
  functionId: string,
  logGroup: ILogGroup,
  alarm: LogAlarm,
): void => {
  const { code, figure, growing, minutes, ...told } = alarm
  const id = metricNameOf(functionId, alarm)
  const pattern = FilterPattern.stringValue('$.code', '=', code)
  const filter = linesOf(scope, `${id}-lines`, { logGroup, pattern, metricName: id, figure })
  new OperatorAlarm(scope, id, {
    ...told,
    metric: filter.metric({
      statistic: figure === undefined ? 'Sum' : 'Maximum',
      period: Duration.minutes(minutes),
    }),
    ...(growing && { expression: 'DIFF(metric)' }),
  })
}

interface Lines {
  readonly logGroup: ILogGroup
  readonly pattern: IFilterPattern
  readonly metricName: string
  readonly figure?: string | undefined
}

const linesOf = (
  scope: Construct,
  id: string,
  { logGroup, pattern, metricName, figure }: Lines,
): MetricFilter =>
  new MetricFilter(scope, id, {
    logGroup,
    filterPattern: pattern,
    metricNamespace: Stack.of(scope).stackName,
    metricName,
    ...(figure !== undefined && { metricValue: `$.${figure}` }),
    // Else periods with nothing to count are missing, and CloudWatch looks at older ones in their stead.
    defaultValue: 0,
  })

/** One metric, and one alarm, of lines that any of the functions may log. */
export const alarmOnLogs = (
  scope: Construct,
  id: string,
  logGroups: readonly ILogGroup[],
  alarm: Omit<OperatorAlarmProps, 'metric'> & { readonly pattern: IFilterPattern },
): void => {
  const { pattern, ...told } = alarm
  const [filter] = logGroups.map(logGroup =>
    linesOf(scope, `${id}-lines-of-${logGroup.node.id}`, { logGroup, pattern, metricName: id }),
  )
  const metric = filter!.metric({ statistic: 'Sum', period: Duration.minutes(5) })
  new OperatorAlarm(scope, id, { ...told, metric })
}

/** `deliver-delivery-failed` for a code, `sweep-open-effects` for a figure. */
export const metricNameOf = (
  functionId: string,
  { code, figure }: Pick<LogAlarm, 'code' | 'figure'>,
): string => `${functionId}-${(figure?.replace(/[A-Z]/g, '-$&') ?? code.replaceAll('_', '-')).toLowerCase()}`
