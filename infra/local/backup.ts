import { DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { SdkCommand, Sends } from './fakes/sdk.ts'
import type { Item } from './fakes/table/items.ts'

/** What a table held at a moment. */
export type Backup = readonly Item[]

/** All items of a table; one page holds them, here. */
export const backupOf = async (documents: Sends, TableName: string): Promise<Backup> =>
  ((await documents.send(new ScanCommand({ TableName }) as SdkCommand)) as { Items?: Item[] }).Items ?? []

/**
 * The table as it was at that moment. A copy that DynamoDB restores has an id of its own: this one keeps its id, so that the
 * note in it is made to name another.
 */
export const restore = async (documents: Sends, TableName: string, backup: Backup): Promise<void> => {
  for (const { pk, sk } of await backupOf(documents, TableName))
    await documents.send(new DeleteCommand({ TableName, Key: { pk, sk } }) as SdkCommand)
  for (const item of backup) {
    const Item = item.pk === 'LEDGER' ? { ...item, tableId: 'lost' } : item
    await documents.send(new PutCommand({ TableName, Item }) as SdkCommand)
  }
}
