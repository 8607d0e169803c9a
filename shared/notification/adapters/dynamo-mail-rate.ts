import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb'
import { isConditionFailure, type Table } from '../../platform/adapters/table.ts'
import { type Clock, millisecondsOf } from '../../platform/time.ts'
import type { MailRate } from '../ports.ts'

const Key = { pk: 'MAILS', sk: 'RATE' }

/** No longer than a mail may be waited for by a function that has some more to send. */
const MOST_MILLISECONDS = 15_000

/**
 * One item of the one table, since all who mail share the rate: the moment until which it is used up, in milliseconds. It
 * heals by itself: it is never further ahead than who waits the longest.
 */
export const dynamoMailRate = (
  { client, name: TableName }: Pick<Table, 'client' | 'name'>,
  addresseesPerSecond: number,
  clock: Clock,
): MailRate => {
  /** Undefined where the condition does not hold. */
  const update = (change: Omit<UpdateCommandInput, 'TableName' | 'Key'>) =>
    client.send(new UpdateCommand({ TableName, Key, ReturnValues: 'ALL_NEW', ...change })).then(
      ({ Attributes }) => Attributes as { usedUntil: number },
      error => {
        if (!isConditionFailure(error)) throw error
        return undefined
      },
    )
  return {
    async reserve(addressees) {
      const now = millisecondsOf(clock())
      const takes = (1000 * addressees) / addresseesPerSecond
      const free = await update({
        UpdateExpression: 'SET usedUntil = :until',
        ConditionExpression: 'attribute_not_exists(usedUntil) OR usedUntil <= :now',
        ExpressionAttributeValues: { ':until': now + takes, ':now': now },
      })
      if (free) return 0
      const queued = await update({
        UpdateExpression: 'ADD usedUntil :takes',
        ConditionExpression: 'usedUntil <= :latest',
        ExpressionAttributeValues: { ':takes': takes, ':latest': now + MOST_MILLISECONDS },
      })
      return queued && Math.max(0, Math.ceil(queued.usedUntil - takes - now))
    },
  }
}
