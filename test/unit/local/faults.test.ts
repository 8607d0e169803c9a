import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, it } from 'vitest'
import { type Fault, withFaults } from '../../../infra/local/fakes/faults.ts'
import { clientOf } from '../../../infra/local/fakes/sdk.ts'
import { FakeTable } from '../../../infra/local/fakes/table.ts'

const TableName = 'things'
const Key = { pk: 'a', sk: 'a' }

describe('a client with faults', () => {
  const asked: string[] = []
  const clientWith = (...faults: (Fault['kind'] | undefined)[]) => {
    const table = new FakeTable({ tableName: TableName, partitionKey: 'pk', sortKey: 'sk', indexes: {} })
    return withFaults(clientOf<DynamoDBDocumentClient>(table), 'table', (service, command) => {
      asked.push(`${service} ${command}`)
      const kind = faults.shift()
      return kind && { kind }
    })
  }
  const put = (client: DynamoDBDocumentClient) => client.send(new PutCommand({ TableName, Item: Key }))
  const get = async (client: DynamoDBDocumentClient) =>
    (await client.send(new GetCommand({ TableName, Key }))).Item

  it('fails before anything happened', async () => {
    const client = clientWith('error-before')
    await expect(put(client)).rejects.toMatchObject({ $fault: 'server', $metadata: { httpStatusCode: 503 } })
    expect(await get(client)).toBeUndefined()
  })

  it('fails after it was done', async () => {
    const client = clientWith('error-after')
    await expect(put(client)).rejects.toMatchObject({ name: 'TimeoutError', code: 'ECONNRESET' })
    expect(await get(client)).toEqual(Key)
  })

  it('says what the service says where that fails by itself', async () => {
    const client = clientWith('error-after')
    const read = client.send(new GetCommand({ TableName: 'other', Key }))
    await expect(read).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('asks its plan once for each call, by service and command', async () => {
    asked.length = 0
    const client = clientWith(undefined, 'error-before')
    await put(client)
    await expect(get(client)).rejects.toThrow()
    expect(await get(client)).toEqual(Key)
    expect(asked).toEqual(['table PutCommand', 'table GetCommand', 'table GetCommand'])
  })
})
