import { isDeepStrictEqual } from 'node:util'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { type ItemKey, isConditionFailure, type Table } from '../../platform/adapters/table.ts'
import { daysAfter, timeToLive } from '../../platform/retention.ts'
import { storedAs } from '../../platform/stored.ts'
import { type Import, type ImportStore, importFields } from '../ports.ts'

const importForm = storedAs(z.object(importFields))

/** A year and a month: until the file of the next year was applied. */
const KEPT_DAYS = 400

const keyOf = (importId: string): ItemKey => ({ pk: `IMPORT#${importId}`, sk: 'IMPORT' })

const toItem = (record: Import) => ({
  ...keyOf(record.importId),
  ...importForm.version,
  ...record,
  ...timeToLive(daysAfter(record.createdAt, KEPT_DAYS)),
})

const read = async ({ get }: Table, importId: string): Promise<Import | undefined> => {
  const [item] = await get(keyOf(importId))
  return item && importForm.read(item)
}

/** Imports in the one table, an item each. */
export const dynamoImports = (table: Table): ImportStore => ({
  read: importId => read(table, importId),
  async create(record) {
    const put = {
      TableName: table.name,
      Item: toItem(record),
      ConditionExpression: 'attribute_not_exists(pk)',
    }
    try {
      await table.client.send(new PutCommand(put))
    } catch (error) {
      // Where the answer to this very write was lost, the import is there as it was asked for.
      const isOwn = isConditionFailure(error) && isDeepStrictEqual(await read(table, record.importId), record)
      if (!isOwn) throw error
    }
  },
  async replace(previous, next) {
    try {
      await table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: toItem(next),
          ConditionExpression: '#status = :status AND judged = :judged',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':status': previous.status, ':judged': previous.judged },
        }),
      )
      return true
    } catch (error) {
      if (isConditionFailure(error)) return false
      throw error
    }
  },
})
