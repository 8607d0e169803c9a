import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { commandName, metadata, type SdkCommand, type Sends, unsupported } from './sdk.ts'
import { holds, type Placeholders } from './table/conditions.ts'
import { Expressions } from './table/expressions.ts'
import { copyOfItem, type Item, invalid } from './table/items.ts'
import { checkParameters } from './table/parameters.ts'
import { projected } from './table/projection.ts'
import { query } from './table/query.ts'
import { type Keys, keysOf, type OnWritten, TableStorage } from './table/storage.ts'
import { updated } from './table/updates.ts'
import type { TableDefinition } from './table-definition.ts'

interface Written {
  readonly old: Item | undefined
  readonly fresh: Item | undefined
}

/** DynamoDB for the document client, in memory: one table, one step per command. Shares no object with its callers. */
export class FakeTable implements Sends {
  readonly #definition: TableDefinition
  readonly #storage: TableStorage
  readonly #expressions: Expressions

  constructor(definition: TableDefinition, expressions = new Expressions(), onWritten: OnWritten = () => {}) {
    this.#definition = definition
    this.#storage = new TableStorage(definition, onWritten)
    this.#expressions = expressions
  }

  async send(command: SdkCommand): Promise<object> {
    checkParameters(command.input, this.#expressions)
    return Object.assign(this.#answer(command), { $metadata: metadata() })
  }

  #answer(command: SdkCommand): object {
    if (command instanceof BatchGetCommand) return this.#batchGet(command.input)
    if (command instanceof BatchWriteCommand) return this.#batchWrite(command.input)
    this.#checkTable((command.input as { TableName?: string }).TableName)
    if (command instanceof DescribeTableCommand) {
      const { tableName, tableId = 'table-1' } = this.#definition
      return { Table: { TableName: tableName, TableId: tableId } }
    }
    if (command instanceof GetCommand) {
      const item = this.#storage.get(keysOf(command.input.Key))
      return item === undefined ? {} : { Item: projected(copyOfItem(item), command.input, this.#expressions) }
    }
    if (command instanceof QueryCommand) return query(command.input, this.#storage, this.#expressions)
    if (command instanceof PutCommand) {
      const item = copyOfItem(command.input.Item ?? {})
      return this.#write(keysOf(item, 'whole item'), command.input, () => item)
    }
    if (command instanceof DeleteCommand) {
      return this.#write(keysOf(command.input.Key), command.input, () => undefined)
    }
    if (command instanceof UpdateCommand) return this.#update(command.input)
    throw unsupported(commandName(command))
  }

  #update(input: UpdateCommandInput): object {
    const keys = keysOf(input.Key)
    const text = input.UpdateExpression
    const update = text === undefined ? undefined : this.#expressions.update(text).meaning
    return this.#write(keys, input, old => {
      const item = old ?? { ...keys }
      const fresh = update === undefined ? item : updated(item, update, input)
      if (fresh.pk === keys.pk && fresh.sk === keys.sk) return fresh
      throw invalid('Cannot update attribute. This attribute is part of the key')
    })
  }

  #write(
    keys: Keys,
    input: Placeholders & { ConditionExpression?: string | undefined; ReturnValues?: string | undefined },
    write: (old: Item | undefined) => Item | undefined,
  ): object {
    const old = this.#storage.get(keys)
    if (
      input.ConditionExpression !== undefined &&
      !holds(this.#expressions.condition(input.ConditionExpression).meaning, old ?? {}, input)
    ) {
      throw new ConditionalCheckFailedException({
        message: 'The conditional request failed',
        $metadata: metadata(400),
      })
    }
    const fresh = write(old)
    this.#storage.replace(keys, old, fresh)
    return attributesOf(input.ReturnValues, { old, fresh })
  }

  #batchGet({ RequestItems = {} }: BatchGetCommandInput): object {
    const Responses: Record<string, Item[]> = {}
    for (const [tableName, { Keys = [] }] of Object.entries(RequestItems)) {
      this.#checkTable(tableName)
      const wanted = Keys.map(key => keysOf(key))
      checkBatch(wanted, 100)
      const found = wanted.map(keys => this.#storage.get(keys)).filter(item => item !== undefined)
      Responses[tableName] = found.map(copyOfItem)
    }
    return { Responses, UnprocessedKeys: {} }
  }

  #batchWrite({ RequestItems = {} }: BatchWriteCommandInput): object {
    for (const [tableName, requests] of Object.entries(RequestItems)) {
      this.#checkTable(tableName)
      const writes = requests.map(({ PutRequest, DeleteRequest }) => {
        const fresh = PutRequest === undefined ? undefined : copyOfItem(PutRequest.Item ?? {})
        return { fresh, keys: fresh === undefined ? keysOf(DeleteRequest?.Key) : keysOf(fresh, 'whole item') }
      })
      checkBatch(
        writes.map(write => write.keys),
        25,
      )
      for (const { fresh } of writes) this.#storage.checkIndexKeys(fresh)
      for (const { keys, fresh } of writes) this.#storage.replace(keys, this.#storage.get(keys), fresh)
    }
    return { UnprocessedItems: {} }
  }

  #checkTable(tableName: string | undefined): void {
    if (tableName === this.#definition.tableName) return
    throw new ResourceNotFoundException({
      message: 'Requested resource not found',
      $metadata: metadata(400),
    })
  }
}

const attributesOf = (returnValues: string | undefined, { old, fresh }: Written): object => {
  if (returnValues === undefined || returnValues === 'NONE') return {}
  if (returnValues !== 'ALL_OLD' && returnValues !== 'ALL_NEW')
    throw unsupported(`ReturnValues ${returnValues}`)
  const item = returnValues === 'ALL_OLD' ? old : fresh
  return item === undefined ? {} : { Attributes: copyOfItem(item) }
}

const checkBatch = (all: readonly Keys[], most: number): void => {
  if (all.length === 0 || all.length > most) throw invalid(`A batch has 1 to ${most} items`)
  const distinct = new Set(all.map(({ pk, sk }) => JSON.stringify([pk, sk])))
  if (distinct.size !== all.length) throw invalid('Provided list of item keys contains duplicates')
}
