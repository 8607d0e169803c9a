import { Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { OperatorAlarm } from './operator-alarm.ts'

/** Tells operators when the table takes less than is asked of it. */
export const alarmOnThrottling = (scope: Construct, table: { readonly tableName: string }): void => {
  for (const [what, metricName] of [
    ['reads', 'ReadThrottleEvents'],
    ['writes', 'WriteThrottleEvents'],
  ] as const) {
    new OperatorAlarm(scope, `table-throttles-${what}`, {
      means: `The table refused ten ${what} or more in five minutes: people wait, or are told to try again later.`,
      runbook: 'docs/runbooks/api.md#the-table-is-throttled',
      metric: new Metric({
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensionsMap: { TableName: table.tableName },
        statistic: 'Sum',
        period: Duration.minutes(5),
      }),
      expression: 'FILL(metric, 0)',
      threshold: 10,
    })
  }
}
