import type { S3Client } from '@aws-sdk/client-s3'
import type { Table } from '../../platform/adapters/table.ts'
import { setting } from '../../platform/settings.ts'
import { keptLog } from '../kept-log.ts'
import type { CatchUp, EventLog, EventStore, Ledger } from '../ports.ts'
import { dynamoCatchUp } from './dynamo-catch-up.ts'
import { dynamoEventStore } from './dynamo-event-store.ts'
import { s3Ledger } from './s3-ledger.ts'

/** Settings of every function that appends to the logs. */
export const eventLogSettings = { TABLE_NAME: setting, TABLE_ID: setting, LEDGER_BUCKET: setting }

/** What the logs are made of: the table, the ledger, and the note of which table it was replayed into. */
export interface LogParts {
  store: EventStore
  ledger: Ledger
  catchUp: CatchUp
}

export const logParts = (
  settings: Record<keyof typeof eventLogSettings, string>,
  table: Table,
  s3: Pick<S3Client, 'send'>,
): LogParts => ({
  store: dynamoEventStore(table),
  ledger: s3Ledger(s3, settings.LEDGER_BUCKET),
  catchUp: dynamoCatchUp(table, settings.TABLE_ID),
})

export const eventLog = (...parts: Parameters<typeof logParts>): EventLog => {
  const { store, ledger, catchUp } = logParts(...parts)
  return keptLog(store, ledger, catchUp)
}
