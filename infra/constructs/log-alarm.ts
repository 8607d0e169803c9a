import { Duration, Stack } from 'aws-cdk-lib'
import { FilterPattern, type IFilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { LogAlarm } from '../../functions/manifest.ts'
import { OperatorAlarm, type OperatorAlarmProps } from './operator-alarm.ts'

/** Tells operators of the lines of a function's log that bear the code. */
export const alarmOnLog = (
  scope: Construct,
  functionId: string,
  logGroup: ILogGroup,
  alarm: LogAlarm,
): void => {
  const { code, growing, ...told } = alarm
  alarmOnLogs(scope, metricNameOf(functionId, alarm), [logGroup], {
    ...told,
    pattern: FilterPattern.stringValue('$.code', '=', code),
    ...(growing && { expression: 'DIFF(metric)' }),
  })
}

interface LinesAlarm
  extends Omit<OperatorAlarmProps, 'metric'>,
    Pick<LogAlarm, 'figure'>,
    Partial<Pick<LogAlarm, 'minutes'>> {
  readonly pattern: IFilterPattern
}

/** Makes one metric of lines that any of the functions may log, and tells operators. */
export const alarmOnLogs = (
  scope: Construct,
  id: string,
  logGroups: readonly ILogGroup[],
  { pattern, figure, minutes = 5, ...told }: LinesAlarm,
): void => {
  const [filter] = logGroups.map(
    logGroup =>
      new MetricFilter(scope, `${id}-lines-of-${logGroup.node.id}`, {
        logGroup,
        filterPattern: pattern,
        metricNamespace: Stack.of(scope).stackName,
        metricName: id,
        ...(figure !== undefined && { metricValue: `$.${figure}` }),
        // Else periods with nothing to count are missing, and CloudWatch looks at older ones in their stead.
        defaultValue: 0,
      }),
  )
  const statistic = figure === undefined ? 'Sum' : 'Maximum'
  const metric = filter!.metric({ statistic, period: Duration.minutes(minutes) })
  new OperatorAlarm(scope, id, { ...told, metric })
}

/** `deliver-delivery-failed` for a code, `sweep-open-effects` for a figure. */
export const metricNameOf = (
  functionId: string,
  { code, figure }: Pick<LogAlarm, 'code' | 'figure'>,
): string => `${functionId}-${(figure?.replace(/[A-Z]/g, '-$&') ?? code.replaceAll('_', '-')).toLowerCase()}`
