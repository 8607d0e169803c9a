import { Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { table as wiredTable } from '../wiring.ts'
import { OperatorAlarm } from './operator-alarm.ts'

/** Tells operators when the table, or an index of it, takes less than is asked of it. */
export const alarmOnThrottling = (scope: Construct, table: { readonly tableName: string }): void => {
  for (const [what, metricName] of [
    ['reads', 'ReadThrottleEvents'],
    ['writes', 'WriteThrottleEvents'],
  ] as const) {
    const refused = (dimensions: Readonly<Record<string, string>> = {}): Metric =>
      new Metric({
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensionsMap: { TableName: table.tableName, ...dimensions },
        statistic: 'Sum',
        period: Duration.minutes(5),
      })
    new OperatorAlarm(scope, `table-throttles-${what}`, {
      severity: 'ticket',
      impact: `The table or an index of it refused ten ${what} or more in five minutes: people wait, or are told to try again later.`,
      runbook: 'docs/runbooks/api.md#the-table-is-throttled',
      metric: refused(),
      // What an index refuses is in no metric of its table.
      others: Object.keys(wiredTable.indexes).map(name => refused({ GlobalSecondaryIndexName: name })),
      expression: 'SUM(FILL(METRICS(), 0))',
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
