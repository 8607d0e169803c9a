import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import type { Table } from '../../platform/adapters/table.ts'
import { memoized } from '../../platform/memoized.ts'
import { TemporaryFault } from '../../platform/temporary-fault.ts'
import type { RestoreGuard } from '../ports.ts'

const KEY = { pk: 'LEDGER', sk: 'CAUGHT-UP' }

/**
 * The guard in the one table: a note with the id that DynamoDB gave the table when it was made: a copy that was restored has
 * another, even under the same name. Throws `TemporaryFault` where DynamoDB does not tell the id, and asks again then.
 */
export const dynamoRestoreGuard = (table: Table): RestoreGuard => {
  const tableId = memoized(() => tableIdOf(table))
  return {
    async status() {
      const [[item], id] = await Promise.all([table.get(KEY), tableId()])
      if (!item) return 'new'
      return item.tableId === id ? 'current' : 'behind'
    },
    async markCurrent() {
      await table.put({ ...KEY, tableId: await tableId() })
    },
  }
}

const tableIdOf = async ({ client, name: TableName }: Table): Promise<string> => {
  const cannotTell = (cause?: unknown) => new TemporaryFault('the table has not told its id', { cause })
  const answer = await client.send(new DescribeTableCommand({ TableName })).catch(error => {
    throw cannotTell(error)
  })
  const { TableId: id } = answer.Table ?? {}
  if (!id) throw cannotTell()
  return id
}
