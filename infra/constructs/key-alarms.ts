import { FilterPattern, type ILogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { LogAlarm } from '../../functions/manifest.ts'
import { alarmOnLogs } from './log-alarm.ts'

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
