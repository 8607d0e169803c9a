import { Duration, Stack } from 'aws-cdk-lib'
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import type { LogAlarm } from '../../functions/manifest.ts'
import { OperatorAlarm } from './operator-alarm.ts'

/** Makes a metric of the lines of a function's log that bear the code, and tells operators. */
export const alarmOnLog = (functionId: string, logGroup: ILogGroup, alarm: LogAlarm): void => {
  const { code, figure, growing, minutes, ...told } = alarm
  const scope = Stack.of(logGroup)
  const id = metricNameOf(functionId, alarm)
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
    ...told,
    metric: filter.metric({
      statistic: figure === undefined ? 'Sum' : 'Maximum',
      period: Duration.minutes(minutes),
    }),
    ...(growing && { expression: 'DIFF(metric)' }),
  })
}

/** `deliver-delivery-failed` for a code, `sweep-open-effects` for a figure. */
export const metricNameOf = (
  functionId: string,
  { code, figure }: Pick<LogAlarm, 'code' | 'figure'>,
): string => `${functionId}-${(figure?.replace(/[A-Z]/g, '-$&') ?? code.replaceAll('_', '-')).toLowerCase()}`
