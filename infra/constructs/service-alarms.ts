import { Duration } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { FilterPattern, type ILogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { LogAlarm } from '../../functions/manifest.ts'
import { table as wiredTable } from '../wiring.ts'
import { alarmOnLogs } from './log-alarm.ts'
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

/** Tells operators when Lambda lets fewer functions run than are called. All functions of an account share its concurrency. */
export const alarmOnConcurrency = (scope: Construct): void => {
  const runbook = 'docs/runbooks/api.md#functions-are-throttled'
  new OperatorAlarm(scope, 'functions-throttled', {
    severity: 'ticket',
    impact:
      'Lambda refused to run functions ten times in five minutes: requests are answered 503, and mails and deliveries wait.',
    runbook,
    metric: LambdaFunction.metricAllThrottles(),
    threshold: 10,
  })
  new OperatorAlarm(scope, 'concurrency-runs-out', {
    severity: 'ticket',
    impact:
      'Four fifths of what may run at once in this account are running: with a little more, requests and deliveries are refused.',
    runbook,
    metric: LambdaFunction.metricAllConcurrentExecutions(),
    expression: '100 * metric / SERVICE_QUOTA(metric)',
    threshold: 80,
  })
}

/** What errors say of a key that is disabled, is to be deleted, or refuses us; S3 puts `KMS.` before the names. */
const refusals = [
  ['$.error', '*DisabledException'],
  ['$.causedBy', '*DisabledException'],
  ['$.error', '*KMSInvalidStateException'],
  ['$.causedBy', '*KMSInvalidStateException'],
  ['$.deniedAction', 'kms:*'],
] as const

/** Tells operators when a function may not use a key of ours, whichever of the two. */
export const alarmOnKeys = (scope: Construct, logs: readonly ILogGroup[]): void =>
  alarmOnLogs(scope, 'key-unusable', logs, {
    severity: 'page',
    impact:
      'A key of ours is disabled, is to be deleted, or refuses us: consents cannot be saved or reports not be signed.',
    runbook: 'docs/runbooks/api.md#a-key-cannot-be-used',
    pattern: FilterPattern.any(
      ...refusals.map(([field, value]) => FilterPattern.stringValue(field, '=', value)),
    ),
    threshold: 1,
  })

/** Tells operators when functions look for the keys of the identity provider in vain, for a quarter of an hour. */
export const alarmOnKeySet = (scope: Construct, logs: readonly ILogGroup[]): void =>
  alarmOnLogs(scope, 'key-set-unavailable', logs, {
    severity: 'page',
    impact:
      'The keys of the identity provider cannot be had: some callers are answered 503 now, and all of them six hours after it began.',
    runbook: 'docs/runbooks/api.md#the-key-set-cannot-be-had',
    pattern: FilterPattern.stringValue('$.code', '=', 'KEY_SET_UNAVAILABLE' satisfies LogAlarm['code']),
    threshold: 1,
    periods: 3,
  })
