import { marshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBRecord, DynamoDBStreamEvent, StreamRecord } from 'aws-lambda'
import type { Item } from './table/items.ts'
import type { OnWritten } from './table.ts'

/** One change of one item, as a stream with the view `NEW_IMAGE` tells of it. */
export interface Change {
  readonly eventName: 'INSERT' | 'MODIFY'
  readonly keys: { readonly pk: string; readonly sk: string }
  readonly newImage: Readonly<Item>
  /** Counts up; what a partial batch answer names. */
  readonly sequenceNumber: string
}

/** The stream of a table: to be told of what was written. */
export const streamOf = (onChange: (change: Change) => void): OnWritten => {
  let count = 0
  return (old, newImage) => {
    count += 1
    const keys = { pk: newImage.pk, sk: newImage.sk } as Change['keys']
    const sequenceNumber = String(count).padStart(21, '0')
    onChange({ eventName: old ? 'MODIFY' : 'INSERT', keys, newImage, sequenceNumber })
  }
}

const marshalled = (item: Item) => marshall(item) as NonNullable<StreamRecord['Keys']>

/** What is read of it. */
const recordOf = ({ eventName, keys, newImage, sequenceNumber }: Change): DynamoDBRecord => ({
  eventName,
  dynamodb: {
    Keys: marshalled({ ...keys }),
    NewImage: marshalled(newImage),
    SequenceNumber: sequenceNumber,
  },
})

/** The event a Lambda function gets of these changes. */
export const streamEvent = (changes: readonly Change[]): DynamoDBStreamEvent => ({
  Records: changes.map(recordOf),
})
