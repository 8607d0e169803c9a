import {
  BatchGetCommand,
  type BatchGetCommandOutput,
  type DynamoDBDocumentClient,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb'
import type { Log } from '../log.ts'
import type { Runtime } from '../runtime.ts'
import { TemporaryFault } from '../temporary-fault.ts'

/** The one table and the client it is reached by (with `removeUndefinedValues`). */
export interface Table {
  client: Pick<DynamoDBDocumentClient, 'send'>
  name: string
  /** Where an item of a list that cannot be read is named. */
  log: Log
  /** Those of the items that exist. What is asked for side by side is read together. */
  get(...keys: readonly ItemKey[]): Promise<readonly Item[]>
  /** Writes an item; `false` where the condition does not hold. */
  put(item: ItemKey & Item, condition?: Condition): Promise<boolean>
  /** Changes an item; `false` where the condition does not hold. */
  update(key: ItemKey, change: Change): Promise<boolean>
}

type Condition = Omit<PutCommandInput, 'TableName' | 'Item'>
type Change = Omit<UpdateCommandInput, 'TableName' | 'Key'>

/** For an item that is to be the first of its key. */
export const ifAbsent: Condition = { ConditionExpression: 'attribute_not_exists(pk)' }

/** An import that is finished late must not undo one that began after it: for items with their `importedAt`. */
export const NOT_NEWER = 'attribute_not_exists(importedAt) OR importedAt <= :importedAt'

export interface ItemKey {
  pk: string
  sk: string
}

export type Item = Record<string, unknown>

/** A table that is throttled leaves items unread; after so many tries the caller had better come back. */
const MOST_TRIES = 5

/** The longest wait before the second of them, in milliseconds; before each next one twice as long. */
const FIRST_PAUSE = 50

/** How many items one BatchGetItem may ask for. */
const BATCH = 100

/** `pause` is how to wait before what a throttled table left unread is asked for again. */
export const tableFrom = (
  client: Table['client'],
  name: string,
  { pause, log }: Pick<Runtime, 'pause' | 'log'>,
): Table => {
  let together: ReturnType<typeof reading> | undefined
  const reading = () => {
    const keys = new Map<string, ItemKey>()
    const read = Promise.resolve().then(async () => {
      together = undefined
      const { found, unread } = await getAll({ client, name, pause }, [...keys.values()])
      return { found: textsOf(found), unread: textsOf(unread) }
    })
    return { keys, read }
  }
  return {
    client,
    name,
    log,
    get: async (...wanted) => {
      together ??= reading()
      for (const key of wanted) together.keys.set(textOf(key), key)
      const { found, unread } = await together.read
      const left = wanted.filter(key => unread.has(textOf(key))).length
      if (left > 0) throw new TemporaryFault(`${left} items of ${name} were left unread`)
      return wanted.map(key => found.get(textOf(key))).filter(item => item !== undefined)
    },
    put: (item, condition) =>
      isWritten(client.send(new PutCommand({ TableName: name, Item: item, ...condition }))),
    update: ({ pk, sk }, change) =>
      isWritten(client.send(new UpdateCommand({ TableName: name, Key: { pk, sk }, ...change }))),
  }
}

const isWritten = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write
    return true
  } catch (error) {
    if (isConditionFailure(error)) return false
    throw error
  }
}

const textOf = ({ pk, sk }: Item | ItemKey): string => `${pk} ${sk}`

const textsOf = (items: readonly Item[]): ReadonlyMap<string, Item> =>
  new Map(items.map(item => [textOf(item), item]))

/** The items of a query, page by page: all, or the first of them. */
export const queryAll = async (table: Table, query: Query, limit?: number): Promise<Item[]> => {
  const items: Item[] = []
  let page: QueryPage | undefined
  do {
    page = await queryPage(table, query, limit, page?.next)
    items.push(...page.items)
  } while (page.next && (limit === undefined || items.length < limit))
  return items
}

export interface QueryPage {
  items: readonly Item[]
  /** From where on there may be more. */
  next: Item | undefined
}

type Query = Omit<QueryCommandInput, 'TableName' | 'Limit' | 'ExclusiveStartKey'>

/** What one request brings of a query: a megabyte, or so many items, from there on. */
export const queryPage = async (
  { client, name }: Table,
  query: Query,
  limit?: number,
  from?: Item,
): Promise<QueryPage> => {
  const page = new QueryCommand({ ...query, TableName: name, ExclusiveStartKey: from, Limit: limit })
  const { Items: items = [], LastEvaluatedKey: next } = await client.send(page)
  return { items, next }
}

interface Reading extends Pick<Table, 'client' | 'name'> {
  pause: Runtime['pause']
}

/** Items, and the keys of what was left unread: those who asked for other items have theirs all the same. */
interface Read {
  found: Item[]
  unread: Item[]
}

const getAll = async (reading: Reading, keys: readonly ItemKey[]): Promise<Read> => {
  if (keys.length <= BATCH) return getBatch(reading, keys)
  const batches = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, batch) =>
    keys.slice(batch * BATCH, (batch + 1) * BATCH),
  )
  const read = await Promise.all(batches.map(batch => getBatch(reading, batch)))
  return { found: read.flatMap(({ found }) => found), unread: read.flatMap(({ unread }) => unread) }
}

/** The SDK tries again what was refused, and not what a throttled table left out of an answer. */
const getBatch = async ({ client, name, pause }: Reading, keys: readonly ItemKey[]): Promise<Read> => {
  const found: Item[] = []
  let unread: Item[] = keys.map(({ pk, sk }) => ({ pk, sk }))
  for (let tries = 0; tries < MOST_TRIES && unread.length > 0; tries += 1) {
    if (tries > 0) await pause(FIRST_PAUSE * 2 ** (tries - 1))
    const request = new BatchGetCommand({ RequestItems: { [name]: { Keys: unread, ConsistentRead: true } } })
    const answer: BatchGetCommandOutput = await client.send(request)
    found.push(...(answer.Responses?.[name] ?? []))
    unread = answer.UnprocessedKeys?.[name]?.Keys ?? []
  }
  return { found, unread }
}

/** Whether a write was refused by its condition. */
export const isConditionFailure = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException'

/** A school's partition: the school itself, its figures and the log of each school year. */
export const schoolPartition = (schoolId: string): string => `SCHOOL#${schoolId}`

export const schoolKey = (schoolId: string) => ({ pk: schoolPartition(schoolId), sk: 'SCHOOL' })

/** A board's partition: the board, the versions of its administrators and the reminders it got. */
export const boardPartition = (boardId: string): string => `BOARD#${boardId}`

/** What is listed of a school year from one place to another, both included. */
export const listedBetween = (schoolYear: string, from: string, to: string) => ({
  IndexName: 'newest-by-year',
  KeyConditionExpression: 'schoolYear = :year AND listed BETWEEN :from AND :to',
  ExpressionAttributeValues: { ':year': schoolYear, ':from': from, ':to': to },
})
