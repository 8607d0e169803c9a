import {
  BatchGetCommand,
  BatchWriteCommand,
  type BatchWriteCommandInput,
  DeleteCommand,
  PutCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBRecord, DynamoDBStreamEvent, StreamRecord } from 'aws-lambda'
import { type SdkCommand, type Sends, unsupported, withSend } from './sdk.ts'
import { copyOfItem, type Item } from './table/items.ts'
import type { OnWritten } from './table/storage.ts'

/** One change of one item, as a stream with the view `NEW_IMAGE` tells of it. */
export interface Change {
  readonly tableName: string
  /** An update that made its item is told as `MODIFY`. */
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE'
  readonly keys: { readonly pk: string; readonly sk: string }
  readonly newImage: Readonly<Item> | undefined
  /** Counts up; what a partial batch answer names. */
  readonly sequenceNumber: string
}

type Emit = (tableName: string, change: Pick<Change, 'eventName' | 'newImage'> & { keys: Item }) => void
type Answer = { readonly Attributes?: Item }

const keysIn = (item: Item | undefined): Change['keys'] => ({ pk: item?.pk, sk: item?.sk }) as Change['keys']

const putOrDelete = async (command: PutCommand | DeleteCommand, send: Sends['send'], emit: Emit) => {
  const { TableName: tableName = '', ReturnValues: asked } = command.input
  const all = { ReturnValues: 'ALL_OLD' } as const
  const isPut = command instanceof PutCommand
  const sent = isPut
    ? new PutCommand({ ...command.input, ...all })
    : new DeleteCommand({ ...command.input, ...all })
  const { Attributes: old, ...answer }: Answer = await send(sent)
  if (isPut) {
    const newImage = copyOfItem(command.input.Item ?? {})
    emit(tableName, { eventName: old === undefined ? 'INSERT' : 'MODIFY', keys: newImage, newImage })
  } else if (old !== undefined) {
    emit(tableName, { eventName: 'REMOVE', keys: old, newImage: undefined })
  }
  return asked === 'ALL_OLD' && old !== undefined ? { ...answer, Attributes: old } : answer
}

const update = async (input: UpdateCommandInput, send: Sends['send'], emit: Emit) => {
  const { TableName: tableName = '', Key: keys = {}, ReturnValues: asked = 'NONE' } = input
  if (asked !== 'NONE' && asked !== 'ALL_NEW') throw unsupported(`ReturnValues ${asked} beside a stream`)
  const { Attributes: fresh, ...answer }: Answer = await send(
    new UpdateCommand({ ...input, ReturnValues: 'ALL_NEW' }),
  )
  emit(tableName, { eventName: 'MODIFY', keys, newImage: copyOfItem(fresh ?? {}) })
  return asked === 'ALL_NEW' ? { ...answer, Attributes: fresh } : answer
}

type Requests = NonNullable<BatchWriteCommandInput['RequestItems']>
type Request = Requests[string][number]

const keysOf = ({ PutRequest, DeleteRequest }: Request): Change['keys'] =>
  keysIn(PutRequest?.Item ?? DeleteRequest?.Key)
const textOf = (keys: Change['keys']): string => JSON.stringify([keys.pk, keys.sk])

/** What came of one request of a batch, by whether there was an item before; nothing where there was nothing to delete. */
const changeBy = (request: Request, existed: boolean): Parameters<Emit>[1] | undefined => {
  const keys = { ...keysOf(request) }
  const item = request.PutRequest?.Item
  if (item !== undefined) {
    return { eventName: existed ? 'MODIFY' : 'INSERT', keys, newImage: copyOfItem(item) }
  }
  return existed ? { eventName: 'REMOVE', keys, newImage: undefined } : undefined
}

const batchWrite = async (input: BatchWriteCommandInput, send: Sends['send'], emit: Emit) => {
  const tables = Object.entries(input.RequestItems ?? {})
  const wanted = tables.map(([tableName, requests]) => [tableName, { Keys: requests.map(keysOf) }])
  const before: { Responses?: Record<string, Item[]> } = await send(
    new BatchGetCommand({ RequestItems: Object.fromEntries(wanted) }),
  )
  const answer: { UnprocessedItems?: Requests } = await send(new BatchWriteCommand(input))
  for (const [tableName, requests] of tables) {
    const existing = new Set(before.Responses?.[tableName]?.map(item => textOf(keysIn(item))))
    const undone = new Set(answer.UnprocessedItems?.[tableName]?.map(request => textOf(keysOf(request))))
    for (const request of requests) {
      const text = textOf(keysOf(request))
      const change = undone.has(text) ? undefined : changeBy(request, existing.has(text))
      if (change !== undefined) emit(tableName, change)
    }
  }
  return answer
}

const emitting = (onChange: (change: Change) => void): Emit => {
  let count = 0
  return (tableName, { eventName, keys, newImage }) => {
    count += 1
    const sequenceNumber = String(count).padStart(21, '0')
    onChange({ tableName, eventName, keys: keysIn(keys), newImage, sequenceNumber })
  }
}

/** The stream of a fake table, which tells of its writes by itself. */
export const streamOf = (tableName: string, onChange: (change: Change) => void): OnWritten => {
  const emit = emitting(onChange)
  return ({ pk, sk }, old, newImage) => {
    const eventName = newImage === undefined ? 'REMOVE' : old === undefined ? 'INSERT' : 'MODIFY'
    emit(tableName, { eventName, keys: { pk, sk }, newImage })
  }
}

/** A document client, of a fake or of a real table, that tells of every change it made before it answers. */
export const withStream = <Client extends { send(...input: never[]): unknown }>(
  client: Client,
  onChange: (change: Change) => void,
): Client => {
  const emit = emitting(onChange)
  return withSend(client, send => async (command: SdkCommand) => {
    if (command instanceof PutCommand || command instanceof DeleteCommand) {
      return putOrDelete(command, send, emit)
    }
    if (command instanceof UpdateCommand) return update(command.input, send, emit)
    if (command instanceof BatchWriteCommand) return batchWrite(command.input, send, emit)
    return send(command)
  })
}

const marshalled = (item: Item) => marshall(item) as NonNullable<StreamRecord['Keys']>

const recordOf = ({ tableName, eventName, keys, newImage, sequenceNumber }: Change): DynamoDBRecord => ({
  eventID: sequenceNumber,
  eventName,
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'eu-west-1',
  eventSourceARN: `arn:aws:dynamodb:eu-west-1:000000000000:table/${tableName}/stream/local`,
  dynamodb: {
    Keys: marshalled({ ...keys }),
    ...(newImage && { NewImage: marshalled(newImage) }),
    SequenceNumber: sequenceNumber,
    StreamViewType: 'NEW_IMAGE',
  },
})

/** The event a Lambda function gets of these changes. */
export const streamEvent = (changes: readonly Change[]): DynamoDBStreamEvent => ({
  Records: changes.map(recordOf),
})
