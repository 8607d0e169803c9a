import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { clientOf } from '../../../infra/local/fakes/sdk.ts'
import { FakeTable } from '../../../infra/local/fakes/table.ts'
import type { TableDefinition } from '../../../infra/local/fakes/table-definition.ts'
import { createTable, startDynalite } from '../../support/dynalite.ts'

export interface TableBackend {
  readonly client: DynamoDBDocumentClient
  stop(): Promise<void>
}

const startOnDynalite = async (definition: TableDefinition): Promise<TableBackend> => {
  const { endpoint, stop } = await startDynalite()
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })
  await createTable(client, definition)
  return {
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    stop: () => {
      client.destroy()
      return stop()
    },
  }
}

const startInMemory = async (definition: TableDefinition): Promise<TableBackend> => ({
  client: clientOf<DynamoDBDocumentClient>(new FakeTable(definition)),
  stop: async () => {},
})

/** Both stand-ins for a table, for suites of which every sentence must hold on each. */
export const tableBackends = [
  { name: 'the fake table', start: startInMemory },
  { name: 'dynalite', start: startOnDynalite },
] as const
