import { DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { SdkCommand, Sends } from './fakes/sdk.ts'
import type { Item } from './fakes/table/items.ts'

/** What a table held at a moment. */
export type Backup = readonly Item[]

/** All items of a table; one page holds them, here. */
export const backupOf = async (documents: Sends, TableName: string): Promise<Backup> =>
  ((await documents.send(new ScanCommand({ TableName }) as SdkCommand)) as { Items?: Item[] }).Items ?? []

/** The table as it was at that moment. Unlike a copy that DynamoDB restores, it keeps its id. */
export const restore = async (documents: Sends, TableName: string, backup: Backup): Promise<void> => {
  for (const { pk, sk } of await backupOf(documents, TableName))
    await documents.send(new DeleteCommand({ TableName, Key: { pk, sk } }) as SdkCommand)
  for (const Item of backup) await documents.send(new PutCommand({ TableName, Item }) as SdkCommand)
}
