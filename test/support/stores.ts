import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { S3Client } from '@aws-sdk/client-s3'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { FakeBucket } from '../../infra/local/fakes/bucket.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { FakeTable } from '../../infra/local/fakes/table.ts'
import { table } from '../../infra/wiring.ts'
import { dynamoAnnouncements } from '../../shared/announcements/adapters/dynamo-announcements.ts'
import { dynamoEventStore, dynamoOutbox } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { s3Ledger } from '../../shared/consent/adapters/s3-ledger.ts'
import { durableLog } from '../../shared/consent/durable-log.ts'
import type { RestoreGuard } from '../../shared/consent/ports.ts'
import { s3Archive } from '../../shared/delivery/adapters/s3-archive.ts'
import { dynamoCalendar } from '../../shared/directory/adapters/dynamo-calendar.ts'
import { dynamoDirectory } from '../../shared/directory/adapters/dynamo-directory.ts'
import { dynamoImports } from '../../shared/ingestion/adapters/dynamo-imports.ts'
import { dynamoKeptReports } from '../../shared/monitoring/adapters/dynamo-kept-reports.ts'
import { dynamoMonitoring } from '../../shared/monitoring/adapters/dynamo-monitoring.ts'
import { documentClient } from '../../shared/platform/adapters/clients.ts'
import { type Table, tableFrom } from '../../shared/platform/adapters/table.ts'
import { dynamoLastSweep } from '../../shared/processing/adapters/dynamo-last-sweep.ts'
import { may11 } from './builders.ts'
import { InMemoryLog } from './doubles/log.ts'
import { createTable, startDynalite } from './dynalite.ts'

/** Gives an empty store each time, until it is stopped. */
export interface StoreSource<Store> {
  fresh(): Promise<Store>
  stop(): Promise<void>
}

const nothing = async (): Promise<void> => {}

const TABLE_NAME = 'doorlevering'

/** That table, reached by the client: nobody waits for it. */
export const tableOf = (
  client: Table['client'],
  log: Table['log'] = new InMemoryLog(),
  name = TABLE_NAME,
): Table => tableFrom(client, name, { log, pause: nothing })

export const fakeTable = (): Table =>
  tableOf(clientOf<DynamoDBDocumentClient>(new FakeTable({ tableName: TABLE_NAME, ...table })))

/** A table of the wiring's shape on dynalite: a new one each time, on one server. */
const startDynaliteTables = async (): Promise<StoreSource<Table>> => {
  const { endpoint, stop } = await startDynalite()
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const configuration = { endpoint, region: 'eu-west-1', credentials }
  const plain = new DynamoDBClient(configuration)
  const client = documentClient({ attempts: 1, milliseconds: 60_000 }, configuration)
  let tables = 0
  return {
    fresh: async () => {
      tables += 1
      const name = `doorlevering-${tables}`
      await createTable(plain, { tableName: name, ...table })
      return tableOf(client, undefined, name)
    },
    stop: async () => {
      plain.destroy()
      client.destroy()
      await stop()
    },
  }
}

/** The stores that one suite holds to one contract: the adapter on both stand-ins for a table. */
export const storesOf = <Store>(onTable: (table: Table) => Store) => [
  {
    name: 'on the fake table',
    start: async (): Promise<StoreSource<Store>> => ({
      fresh: async () => onTable(fakeTable()),
      stop: nothing,
    }),
  },
  {
    name: 'on dynalite',
    start: async (): Promise<StoreSource<Store>> => {
      const tables = await startDynaliteTables()
      return { fresh: async () => onTable(await tables.fresh()), stop: tables.stop }
    },
  },
]

type TableStatus = Awaited<ReturnType<RestoreGuard['status']>>

/** A table that says of itself what it is told, until it is caught up. */
export const restoreGuardOf = (status: TableStatus): RestoreGuard => {
  let known = status
  return {
    status: async () => known,
    markCurrent: async () => {
      known = 'current'
    },
  }
}

/** All that is stored, by the real adapters, in a fake table and a fake bucket. */
export const fakeStores = (status: TableStatus = 'current', table = fakeTable()) => {
  const bucket = clientOf<S3Client>(new FakeBucket('ledger', () => may11))
  const [eventStore, ledger] = [dynamoEventStore(table), s3Ledger(bucket, 'ledger')]
  const restoreGuard = restoreGuardOf(status)
  return {
    table,
    eventStore,
    ledger,
    restoreGuard,
    events: durableLog({ store: eventStore, ledger, restoreGuard }),
    outbox: dynamoOutbox(table),
    announcements: dynamoAnnouncements(table),
    lastSweep: dynamoLastSweep(table),
    store: dynamoMonitoring(table),
    reports: dynamoKeptReports(table),
    directory: dynamoDirectory(table),
    calendar: dynamoCalendar(table),
    imports: dynamoImports(table),
    archive: s3Archive(bucket, 'ledger'),
  }
}
