import type { S3Client } from '@aws-sdk/client-s3'
import type { Table } from '../../platform/adapters/table.ts'
import { durableLog } from '../durable-log.ts'
import type { EventLog, LogParts } from '../ports.ts'
import type { eventLogSettings } from '../settings.ts'
import { dynamoEventStore } from './dynamo-event-store.ts'
import { dynamoRestoreGuard } from './dynamo-restore-guard.ts'
import { s3Ledger } from './s3-ledger.ts'

export const logParts = (
  settings: Record<keyof typeof eventLogSettings, string>,
  table: Table,
  s3: Pick<S3Client, 'send'>,
): LogParts => ({
  store: dynamoEventStore(table),
  ledger: s3Ledger(s3, settings.LEDGER_BUCKET),
  restoreGuard: dynamoRestoreGuard(table),
})

export const eventLog = (...adapters: Parameters<typeof logParts>): EventLog =>
  durableLog(logParts(...adapters))
