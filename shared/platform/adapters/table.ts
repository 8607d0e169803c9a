import {
  BatchGetCommand,
  type BatchGetCommandOutput,
  type DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { TemporaryFault } from '../temporary-fault.ts'

/** The one table and the client it is reached by (with `removeUndefinedValues`). */
export interface Table {
  client: Pick<DynamoDBDocumentClient, 'send'>
  name: string
}

export interface ItemKey {
  pk: string
  sk: string
}

type Item = Record<string, unknown>

/** A table that is throttled leaves items unread; after so many tries the caller had better come back. */
const MOST_TRIES = 3

/** How many items one BatchGetItem may ask for. */
const BATCH = 100

/** All items of a query, page by page. */
export const queryAll = async (
  { client, name }: Table,
  query: Omit<QueryCommandInput, 'TableName'>,
): Promise<Item[]> => {
  const items: Item[] = []
  let from: Item | undefined
  do {
    const page = await client.send(new QueryCommand({ ...query, TableName: name, ExclusiveStartKey: from }))
    items.push(...(page.Items ?? []))
    from = page.LastEvaluatedKey
  } while (from)
  return items
}

/** Those of the items that exist, in no order. */
export const getAll = async (table: Table, keys: readonly ItemKey[]): Promise<Item[]> => {
  const batches = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, batch) =>
    keys.slice(batch * BATCH, (batch + 1) * BATCH),
  )
  const found = await Promise.all(batches.map(batch => getBatch(table, batch)))
  return found.flat()
}

const getBatch = async ({ client, name }: Table, keys: readonly ItemKey[]): Promise<Item[]> => {
  const items: Item[] = []
  let wanted: Item[] | undefined = keys.map(({ pk, sk }) => ({ pk, sk }))
  for (let tries = 0; wanted && wanted.length > 0; tries += 1) {
    if (tries === MOST_TRIES) throw new TemporaryFault(`${wanted.length} items of ${name} were left unread`)
    const request = new BatchGetCommand({ RequestItems: { [name]: { Keys: wanted, ConsistentRead: true } } })
    const answer: BatchGetCommandOutput = await client.send(request)
    items.push(...(answer.Responses?.[name] ?? []))
    wanted = answer.UnprocessedKeys?.[name]?.Keys
  }
  return items
}

/** Whether a write was refused by its condition. */
export const isConditionFailure = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException'

/** A school's partition: the school itself, its figures and the log of each school year. */
export const schoolPartition = (schoolId: string): string => `SCHOOL#${schoolId}`

/** A board's partition: the board, the versions of its administrators and the reminders it got. */
export const boardPartition = (boardId: string): string => `BOARD#${boardId}`
