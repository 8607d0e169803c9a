import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Table } from '../../platform/adapters/table.ts'
import type { Instant } from '../../platform/time.ts'
import type { SweepNote } from '../ports.ts'

const KEY = { pk: 'SWEEP', sk: 'LAST' }

/** The note in the one table: an item that each sweep writes over. */
export const dynamoSweepNote = ({ client, name: TableName }: Table): SweepNote => ({
  async last() {
    const { Item: note } = await client.send(new GetCommand({ TableName, Key: KEY, ConsistentRead: true }))
    return (note?.at as Instant | undefined) ?? null
  },
  async note(at) {
    await client.send(new PutCommand({ TableName, Item: { ...KEY, at } }))
  },
})
