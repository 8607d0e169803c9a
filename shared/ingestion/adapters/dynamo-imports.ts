import { isDeepStrictEqual } from 'node:util'
import { type ItemKey, ifAbsent, type Table } from '../../platform/adapters/table.ts'
import { daysAfter, timeToLive } from '../../platform/retention.ts'
import { storedAs } from '../../platform/stored.ts'
import { type Import, type ImportStore, importFields } from '../ports.ts'

const importForm = storedAs(importFields)

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
    if (await table.put(toItem(record), ifAbsent)) return
    // Where the answer to this very write was lost, the import is there as it was asked for.
    if (!isDeepStrictEqual(await read(table, record.importId), record))
      throw new Error(`there is another import ${record.importId}`)
  },
  replace: ({ status, judged }, next) =>
    table.put(toItem(next), {
      ConditionExpression: '#status = :status AND judged = :judged',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': status, ':judged': judged },
    }),
})
