import {
  type DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientOf } from '../../../infra/local/fakes/sdk.ts'
import { compareText } from '../../../infra/local/fakes/table/items.ts'
import { FakeTable } from '../../../infra/local/fakes/table.ts'

const TableName = 'things'
const Key = { pk: 'a', sk: 'a' }
const client = clientOf<DynamoDBDocumentClient>(
  new FakeTable({ tableName: TableName, partitionKey: 'pk', sortKey: 'sk', indexes: {} }),
)
const put = (rest: object) => new PutCommand({ TableName, Item: Key, ...rest })
const update = (
  UpdateExpression: string,
  ExpressionAttributeValues: Record<string, unknown> = { ':v': 'x' },
) => new UpdateCommand({ TableName, Key, UpdateExpression, ExpressionAttributeValues })

describe('the fake table', () => {
  it.each([
    ['a command', new ScanCommand({ TableName }), 'ScanCommand'],
    ['a parameter', put({ Expected: {} }), 'Expected'],
    ['an answer', put({ ReturnValues: 'UPDATED_NEW' }), 'UPDATED_NEW'],
    ['a function', put({ ConditionExpression: 'size(pk) <> :v' }), 'condition'],
    ['a comparison', put({ ConditionExpression: 'pk IN (:v)' }), 'operand'],
    ['what follows a condition', put({ ConditionExpression: 'attribute_exists(pk) :v' }), 'condition'],
    ['an operand', put({ ConditionExpression: 'list[0] <> :v' }), 'list[0]'],
    ['a placeholder', put({ ConditionExpression: 'pk = :v' }), ':v'],
    ['a sum', update('SET n = n + :v'), 'n + :v'],
    ['a path that is set', update('SET a.b = :v'), 'a.b'],
    ['a path that is removed', update('REMOVE a.b'), 'a.b'],
    ['an addition', update('ADD n :v'), 'addition'],
    ['a clause', update('DELETE marks :v'), 'DELETE'],
    [
      'a key condition',
      new QueryCommand({ TableName, KeyConditionExpression: 'pk = :p AND sk < :s' }),
      'sk < :s',
    ],
    [
      'a projected name',
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :p',
        ExpressionAttributeValues: { ':p': 'a' },
        ProjectionExpression: '#n',
      }),
      '#n',
    ],
  ])('says loudly that it does not know %s', async (_, command, named) => {
    await expect(client.send(command as PutCommand)).rejects.toThrow(named)
  })

  it('compares whole lists and maps, which dynalite does not', async () => {
    const writeWhere = (list: unknown) =>
      client.send(put({ ConditionExpression: 'list = :v', ExpressionAttributeValues: { ':v': list } }))
    await client.send(new PutCommand({ TableName, Item: { ...Key, list: [1, { two: 'x' }] } }))
    await expect(writeWhere([1, { two: 'y' }])).rejects.toThrow('conditional')
    await writeWhere([1, { two: 'x' }])
  })

  it('orders texts by their UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
    )
  })
})
