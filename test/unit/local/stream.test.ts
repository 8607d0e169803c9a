import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { matches } from '../../../infra/local/fakes/event-filter.ts'
import { clientOf } from '../../../infra/local/fakes/sdk.ts'
import { type Change, streamEvent, streamOf } from '../../../infra/local/fakes/stream.ts'
import { FakeTable } from '../../../infra/local/fakes/table.ts'

const TableName = 'things'
const Key = { pk: 'a', sk: '1' }

describe('the stream of a table', () => {
  let changes: Change[]
  let client: DynamoDBDocumentClient
  beforeEach(() => {
    changes = []
    const definition = { tableName: TableName, partitionKey: 'pk', sortKey: 'sk', indexes: {} } as const
    const stream = streamOf(change => changes.push(change))
    client = clientOf<DynamoDBDocumentClient>(new FakeTable(definition, stream))
  })
  const told = () => changes.map(({ eventName, keys, newImage }) => ({ eventName, ...keys, newImage }))

  it('tells of an update with the whole item', async () => {
    await client.send(new PutCommand({ TableName, Item: { ...Key, n: 1 } }))
    const ExpressionAttributeValues = { ':m': 2 }
    await client.send(
      new UpdateCommand({ TableName, Key, UpdateExpression: 'SET m = :m', ExpressionAttributeValues }),
    )
    expect(told()[1]).toEqual({ eventName: 'MODIFY', ...Key, newImage: { ...Key, n: 1, m: 2 } })
  })

  it('comes to a function as records in the form of the service', async () => {
    await client.send(
      new PutCommand({ TableName, Item: { ...Key, n: 1.5, words: new Set(['w']), no: null } }),
    )
    await client.send(new PutCommand({ TableName, Item: Key }))
    const { Records } = streamEvent(changes)
    expect(Records).toMatchObject([
      {
        eventName: 'INSERT',
        dynamodb: {
          Keys: { pk: { S: 'a' }, sk: { S: '1' } },
          NewImage: {
            pk: { S: 'a' },
            sk: { S: '1' },
            n: { N: '1.5' },
            words: { SS: ['w'] },
            no: { NULL: true },
          },
        },
      },
      { eventName: 'MODIFY', dynamodb: { Keys: { pk: { S: 'a' }, sk: { S: '1' } } } },
    ])
    expect(new Set(Records.map(record => record.dynamodb?.SequenceNumber)).size).toBe(2)
  })
})

describe('a filter on the records of a stream', () => {
  const record = {
    eventName: 'INSERT',
    dynamodb: { Keys: { pk: { S: 'HOUSE#1' } }, NewImage: { sort: { S: 'x' } } },
  }

  it.each([
    [{}, true],
    [{ eventName: ['INSERT'] }, true],
    [{ eventName: ['MODIFY', 'INSERT'] }, true],
    [{ eventName: ['MODIFY'] }, false],
    [{ eventName: [] }, false],
    [{ eventName: ['INSERT'], dynamodb: { NewImage: { sort: { S: ['y'] } } } }, false],
    [{ dynamodb: { NewImage: { other: { S: ['x'] } } } }, false],
    [{ dynamodb: { NewImage: { other: [{ exists: false }] } } }, true],
    [{ dynamodb: { OldImage: { sort: { S: [{ exists: true }] } } } }, false],
  ])('%j lets it through: %s', (pattern, isThrough) => {
    expect(matches(pattern, record)).toBe(isThrough)
  })
})
