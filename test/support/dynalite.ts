import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { CreateTableCommand, type DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb'
import dynalite from 'dynalite'
import type { IndexDefinition, TableDefinition } from '../../infra/local/fakes/table-definition.ts'

export interface Dynalite {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string
  stop(): Promise<void>
}

/** DynamoDB's protocol in memory, on a free port of the loopback interface. */
export const startDynalite = async (): Promise<Dynalite> => {
  const server = dynalite({ createTableMs: 0 })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

type Keys = Pick<IndexDefinition, 'partitionKey' | 'sortKey'>

const keySchema = ({ partitionKey, sortKey }: Keys) => [
  { AttributeName: partitionKey, KeyType: 'HASH' as const },
  { AttributeName: sortKey, KeyType: 'RANGE' as const },
]

const projectionOf = ({ projection }: IndexDefinition) =>
  typeof projection === 'string'
    ? { ProjectionType: projection }
    : { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...projection] }

/** Creates the table and waits until it can be used. */
export const createTable = async (client: DynamoDBClient, table: TableDefinition): Promise<void> => {
  const { tableName, indexes } = table
  const keys = [table, ...Object.values(indexes)].flatMap(each => [each.partitionKey, each.sortKey])
  const secondary = Object.entries(indexes).map(([IndexName, index]) => ({
    IndexName,
    KeySchema: keySchema(index),
    Projection: projectionOf(index),
  }))
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...new Set(keys)].map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: keySchema(table),
      ...(secondary.length > 0 && { GlobalSecondaryIndexes: secondary }),
    }),
  )
  await waitUntilTableExists({ client, minDelay: 0.01, maxWaitTime: 10 }, { TableName: tableName })
}
