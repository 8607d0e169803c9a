import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { ItemKey, Table } from '../../shared/platform/adapters/table.ts'

/** Leaves of an item in the table what no code can read: a version of its form that nobody knows. */
export const makeUnreadable = async ({ client, name }: Table, { pk, sk }: ItemKey): Promise<void> => {
  await client.send(
    new UpdateCommand({
      TableName: name,
      Key: { pk, sk },
      UpdateExpression: 'SET schemaVersion = :unknown',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':unknown': 99 },
    }),
  )
}
