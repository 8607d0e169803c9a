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
      severity: 'ticket',
      impact: `The table refused ten ${what} or more in five minutes: people wait, or are told to try again later.`,
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

/** Tells operators when no copy of the table was put in the vault for thirty hours: one is made every night. */
export const alarmOnBackups = (scope: Construct, vaultName: string): void => {
  new OperatorAlarm(scope, 'backups-stand-still', {
    severity: 'ticket',
    impact:
      'No backup of the table was made since yesterday: should the table be lost with its own copies, it comes back from an older night.',
    runbook: 'docs/runbooks/restore.md#backups-stand-still',
    metric: new Metric({
      namespace: 'AWS/Backup',
      metricName: 'NumberOfBackupJobsCompleted',
      dimensionsMap: { BackupVaultName: vaultName },
      statistic: 'Sum',
      period: Duration.hours(6),
    }),
    threshold: 1,
    periods: 5,
    heartbeat: true,
  })
}
