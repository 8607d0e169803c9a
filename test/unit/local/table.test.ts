import { type DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientOf } from '../../../infra/local/fakes/sdk.ts'
import { compareText } from '../../../infra/local/fakes/table/items.ts'
import { FakeTable } from '../../../infra/local/fakes/table.ts'

const TableName = 'things'
const newClient = () =>
  clientOf<DynamoDBDocumentClient>(
    new FakeTable({ tableName: TableName, partitionKey: 'pk', sortKey: 'sk', indexes: {} }),
  )

describe('the fake table', () => {
  it.each([
    [{ deep: [1, { two: new Set(['a', 'b']) }] }, true],
    [{ deep: [1, { two: new Set(['b', 'a']) }] }, true],
    [{ deep: [1, { two: new Set(['b']) }] }, false],
    [{ deep: [1] }, false],
  ])('compares whole maps, lists and sets', async (asked, isEqual) => {
    const client = newClient()
    const Item = { pk: 'a', sk: 'a', detail: { deep: [1, { two: new Set(['a', 'b']) }] } }
    await client.send(new PutCommand({ TableName, Item }))
    const write = client.send(
      new PutCommand({
        TableName,
        Item,
        ConditionExpression: 'detail = :d',
        ExpressionAttributeValues: { ':d': asked },
      }),
    )
    const outcome = await write.then(
      () => true,
      () => false,
    )
    expect(outcome).toBe(isEqual)
  })

  it('says loudly which commands, parameters and answers it does not know', async () => {
    const client = newClient()
    const Key = { pk: 'a', sk: 'a' }
    await expect(client.send(new ScanCommand({ TableName }))).rejects.toThrow('ScanCommand')
    await expect(client.send(new GetCommand({ TableName, Key, AttributesToGet: ['pk'] }))).rejects.toThrow(
      'AttributesToGet',
    )
    await expect(
      client.send(new PutCommand({ TableName, Item: Key, ReturnValues: 'UPDATED_NEW' })),
    ).rejects.toThrow('UPDATED_NEW')
  })

  it('orders texts by their UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
    )
  })
})
