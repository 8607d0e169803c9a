import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { commandName, metadata, type SdkCommand, type Sends, unsupported } from './sdk.ts'
import { condition, keyCondition, nameBehind, update } from './table/expressions.ts'
import { frozenItem, type Item } from './table/items.ts'
import { Source } from './table/storage.ts'
import type { TableDefinition } from './table-definition.ts'

/** Told of each item that was written. What is stored is shown as it is, and not to be changed. */
export type OnWritten = (old: Readonly<Item> | undefined, fresh: Readonly<Item>) => void

/** The parameters that are understood, or change nothing here. */
const KNOWN = new Set(
  `TableName Key Item RequestItems ConditionExpression UpdateExpression KeyConditionExpression FilterExpression
   ExpressionAttributeNames ExpressionAttributeValues ReturnValues IndexName ScanIndexForward Limit ExclusiveStartKey
   ConsistentRead ProjectionExpression`.split(/\s+/),
)

/**
 * DynamoDB for the document client, in memory: one table, one step per command, and of its commands and expressions those
 * that the service uses. Anything else fails by name. What it hands out is frozen: nobody changes what is stored.
 */
export class FakeTable implements Sends {
  readonly #definition: TableDefinition
  readonly #table: Source
  readonly #indexes: ReadonlyMap<string, Source>
  readonly #sources: readonly Source[]
  readonly #onWritten: OnWritten

  constructor(definition: TableDefinition, onWritten: OnWritten = () => {}) {
    this.#definition = definition
    this.#table = new Source(definition, 'ALL')
    this.#indexes = new Map(
      Object.entries(definition.indexes).map(([name, index]) => [name, new Source(index, index.projection)]),
    )
    this.#sources = [...this.#indexes.values(), this.#table]
    this.#onWritten = onWritten
  }

  /** All items, as a backup has them. */
  items(): readonly Readonly<Item>[] {
    return this.#table.all()
  }

  /** Takes in the items of a backup, of which nobody is told. */
  load(items: Iterable<Readonly<Item>>): void {
    for (const item of items) this.#replace(undefined, item)
  }

  async send(command: SdkCommand): Promise<object> {
    const input = command.input as Item
    for (const name in input)
      if (input[name] !== undefined && !KNOWN.has(name)) throw unsupported(`the parameter ${name}`)
    return Object.assign(this.#answer(command), { $metadata: metadata() })
  }

  #answer(command: SdkCommand): object {
    if (command instanceof BatchGetCommand) return this.#batchGet(command.input.RequestItems ?? {})
    this.#checkTable((command.input as { TableName?: string }).TableName)
    if (command instanceof DescribeTableCommand) {
      const { tableName, tableId = 'table-1' } = this.#definition
      return { Table: { TableName: tableName, TableId: tableId } }
    }
    if (command instanceof GetCommand) {
      const item = this.#table.get(keysIn(command.input.Key))
      return item ? { Item: item } : {}
    }
    if (command instanceof QueryCommand) return this.#query(command.input)
    if (command instanceof PutCommand) {
      const item = frozenItem(command.input.Item ?? {})
      return this.#write(item, command.input, () => item)
    }
    if (command instanceof UpdateCommand) {
      const { Key, UpdateExpression = '' } = command.input
      const keys = keysIn(Key)
      const updated = update(UpdateExpression)
      return this.#write(keys, command.input, old => frozenItem(updated(old ?? keys, command.input)))
    }
    throw unsupported(commandName(command))
  }

  #write(
    keys: Item,
    input: PutCommandInput | UpdateCommandInput,
    write: (old: Item | undefined) => Item,
  ): object {
    const old = this.#table.get(keysIn(keys, 'of an item'))
    const { ConditionExpression: text, ReturnValues: asked } = input
    if (text !== undefined && !condition(text)(old ?? {}, input)) {
      const message = 'The conditional request failed'
      throw new ConditionalCheckFailedException({ message, $metadata: metadata(400) })
    }
    const fresh = write(old)
    this.#replace(old, fresh)
    this.#onWritten(old, fresh)
    if (asked === undefined) return {}
    if (asked !== 'ALL_OLD' && asked !== 'ALL_NEW') throw unsupported(`ReturnValues ${asked}`)
    const answered = asked === 'ALL_OLD' ? old : fresh
    return answered ? { Attributes: answered } : {}
  }

  #replace(old: Item | undefined, fresh: Item): void {
    for (const source of this.#sources) source.replace(old, fresh)
  }

  #batchGet(requests: NonNullable<BatchGetCommand['input']['RequestItems']>): object {
    const Responses = Object.entries(requests).map(([tableName, { Keys = [] }]) => {
      this.#checkTable(tableName)
      const distinct = new Set(Keys.map(({ pk, sk }) => `${pk} ${sk}`)).size
      if (Keys.length > 100 || distinct !== Keys.length) throw unsupported(`a batch of ${Keys.length} keys`)
      const found = Keys.map(key => this.#table.get(keysIn(key))).filter(item => item !== undefined)
      return [tableName, found]
    })
    return { Responses: Object.fromEntries(Responses), UnprocessedKeys: {} }
  }

  /** The limit counts before the filter, and a page that it ends has a key to go on from. */
  #query(input: QueryCommandInput): object {
    const {
      IndexName,
      KeyConditionExpression = '',
      ExclusiveStartKey: start,
      Limit: limit = Infinity,
    } = input
    const source = IndexName === undefined ? this.#table : this.#indexes.get(IndexName)
    if (!source) throw unsupported(`the index ${IndexName}`)
    const { partition, from, until } = keyCondition(KeyConditionExpression, source.keys, input)
    const forward = input.ScanIndexForward !== false
    const place = start && source.place(start)
    const range = forward
      ? { from: place === undefined ? from : `${place}\0`, until }
      : { from, until: place ?? until }
    const page = source.between(partition, { ...range, limit, forward })
    const last = page.length === limit ? page.at(-1) : undefined
    const { FilterExpression: filter, ProjectionExpression: projection } = input
    const names = projection?.split(', ').map(name => nameBehind(name, input))
    const kept = filter === undefined ? page : page.filter(item => condition(filter)(item, input))
    return {
      Items: kept.map(item => projected(source.shown(item), names)),
      Count: kept.length,
      ScannedCount: page.length,
      ...(last && { LastEvaluatedKey: source.keysOf(last) }),
    }
  }

  #checkTable(tableName: string | undefined): void {
    if (tableName === this.#definition.tableName) return
    const message = 'Requested resource not found'
    throw new ResourceNotFoundException({ message, $metadata: metadata(400) })
  }
}

/** The keys of an item; a key has nothing beside them. */
const keysIn = (from: Item | undefined, kind?: 'of an item'): Item => {
  const { pk, sk, ...rest } = from ?? {}
  if (!pk || !sk || (!kind && Object.keys(rest).length > 0))
    throw unsupported(`the key ${JSON.stringify(from)}`)
  return { pk, sk }
}

/** What of an item a query asks to see: all, or these attributes of it. */
const projected = (item: Item, names: readonly string[] | undefined): Item =>
  names ? Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name))) : item
