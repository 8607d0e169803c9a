import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Table } from '../../platform/adapters/table.ts'
import type { CatchUp } from '../ports.ts'

const KEY = { pk: 'LEDGER', sk: 'CAUGHT-UP' }

/**
 * The note in the one table. `tableId` is the id that DynamoDB gives a table when it is made: a copy that was restored
 * has another, even under the same name.
 */
export const dynamoCatchUp = ({ client, name: TableName }: Table, tableId: string): CatchUp => ({
  async standing() {
    const { Item: note } = await client.send(new GetCommand({ TableName, Key: KEY, ConsistentRead: true }))
    if (!note) return 'new'
    return note.tableId === tableId ? 'current' : 'behind'
  },
  async done() {
    await client.send(new PutCommand({ TableName, Item: { ...KEY, tableId } }))
  },
})
