import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Table } from '../../platform/adapters/table.ts'
import type { RestoreGuard } from '../ports.ts'

const KEY = { pk: 'LEDGER', sk: 'CAUGHT-UP' }

/**
 * The guard in the one table. `tableId` is the id that DynamoDB gives a table when it is made: a copy that was restored
 * has another, even under the same name.
 */
export const dynamoRestoreGuard = ({ client, name: TableName }: Table, tableId: string): RestoreGuard => ({
  async status() {
    const { Item: item } = await client.send(new GetCommand({ TableName, Key: KEY, ConsistentRead: true }))
    if (!item) return 'new'
    return item.tableId === tableId ? 'current' : 'behind'
  },
  async done() {
    await client.send(new PutCommand({ TableName, Item: { ...KEY, tableId } }))
  },
})
