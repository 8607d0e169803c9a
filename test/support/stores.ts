import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { createTable, startDynalite } from '../../infra/local/dynalite.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { FakeTable } from '../../infra/local/fakes/table.ts'
import { table } from '../../infra/wiring.ts'
import { documentClient } from '../../shared/platform/adapters/clients.ts'
import type { Table } from '../../shared/platform/adapters/table.ts'
import { InMemoryLog } from './doubles/log.ts'

/** Gives an empty store each time, until it is stopped. */
export interface StoreSource<Store> {
  fresh(): Promise<Store>
  stop(): Promise<void>
}

const nothing = async (): Promise<void> => {}

const TABLE_NAME = 'doorlevering'

/** That table, reached by the client: nobody waits for it. */
export const tableOf = (client: Table['client'], log: Table['log'] = new InMemoryLog()): Table => ({
  client,
  name: TABLE_NAME,
  log,
  pause: nothing,
})

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
      return { ...tableOf(client), name }
    },
    stop: async () => {
      plain.destroy()
      client.destroy()
      await stop()
    },
  }
}

/** The stores that one suite holds to one contract: the double, and the adapter on both stand-ins for a table. */
export const storesOf = <Store>(inMemory: () => Store, onTable: (table: Table) => Store) => [
  {
    name: 'in memory',
    start: async (): Promise<StoreSource<Store>> => ({ fresh: async () => inMemory(), stop: nothing }),
  },
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
