import { Duration, Stack } from 'aws-cdk-lib'
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { type AlarmMeaning, OperatorAlarm } from './operator-alarm.ts'

/** What a function logs that a person must hear of, though the function itself did its work. */
export interface Telling extends AlarmMeaning {
  /** The field `code` of a line. */
  readonly code: string
  /** Tells when so many lines with the code are logged… */
  readonly threshold: number
  /** …within so many minutes… */
  readonly minutes: number
  /** …so many times in a row. */
  readonly periods: number
}

/** Counts the lines of a function's log that bear the code, and tells operators. */
export const alarmOnLog = (functionId: string, logGroup: ILogGroup, telling: Telling): void => {
  const { code, threshold, minutes, periods, means, runbook } = telling
  const scope = Stack.of(logGroup)
  const id = `${functionId}-${code.toLowerCase().replaceAll('_', '-')}`
  const filter = new MetricFilter(scope, `${id}-lines`, {
    logGroup,
    filterPattern: FilterPattern.stringValue('$.code', '=', code),
    metricNamespace: scope.stackName,
    metricName: id,
    // Else periods with nothing to count are missing, and CloudWatch looks at older ones in their stead.
    defaultValue: 0,
  })
  new OperatorAlarm(scope, id, {
    means,
    runbook,
    metric: filter.metric({ statistic: 'Sum', period: Duration.minutes(minutes) }),
    threshold,
    periods,
  })
}
