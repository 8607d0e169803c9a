import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBRecord, DynamoDBStreamEvent, StreamRecord } from 'aws-lambda'
import { type SdkCommand, withSend } from './sdk.ts'
import { copyOfItem, type Item } from './table/items.ts'
import type { OnWritten } from './table.ts'

/** One change of one item, as a stream with the view `NEW_IMAGE` tells of it. */
export interface Change {
  readonly tableName: string
  /** Through a client, an update that made its item is told as `MODIFY`. */
  readonly eventName: 'INSERT' | 'MODIFY'
  readonly keys: { readonly pk: string; readonly sk: string }
  readonly newImage: Readonly<Item>
  /** Counts up; what a partial batch answer names. */
  readonly sequenceNumber: string
}

const emitting = (onChange: (change: Change) => void) => {
  let count = 0
  return (tableName: string, eventName: Change['eventName'], newImage: Readonly<Item>): void => {
    count += 1
    const keys = { pk: newImage.pk, sk: newImage.sk } as Change['keys']
    onChange({ tableName, eventName, keys, newImage, sequenceNumber: String(count).padStart(21, '0') })
  }
}

/** The stream of a fake table, which tells of its writes by itself. */
export const streamOf = (tableName: string, onChange: (change: Change) => void): OnWritten => {
  const emit = emitting(onChange)
  return (old, newImage) => emit(tableName, old ? 'MODIFY' : 'INSERT', newImage)
}

/** A document client, of a fake or of a real table, that tells of every change it made before it answers. */
export const withStream = <Client extends { send(...input: never[]): unknown }>(
  client: Client,
  onChange: (change: Change) => void,
): Client => {
  const emit = emitting(onChange)
  return withSend(client, send => async (command: SdkCommand) => {
    const { TableName: tableName = '' } = command.input as { TableName?: string }
    if (command instanceof PutCommand) {
      const { Attributes: old, ...answer }: { Attributes?: Item } = await send(
        new PutCommand({ ...command.input, ReturnValues: 'ALL_OLD' }),
      )
      emit(tableName, old ? 'MODIFY' : 'INSERT', copyOfItem(command.input.Item ?? {}))
      return answer
    }
    if (command instanceof UpdateCommand) {
      const { Attributes: fresh = {}, ...answer }: { Attributes?: Item } = await send(
        new UpdateCommand({ ...command.input, ReturnValues: 'ALL_NEW' }),
      )
      emit(tableName, 'MODIFY', fresh)
      return answer
    }
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
    NewImage: marshalled(newImage),
    SequenceNumber: sequenceNumber,
    StreamViewType: 'NEW_IMAGE',
  },
})

/** The event a Lambda function gets of these changes. */
export const streamEvent = (changes: readonly Change[]): DynamoDBStreamEvent => ({
  Records: changes.map(recordOf),
})
