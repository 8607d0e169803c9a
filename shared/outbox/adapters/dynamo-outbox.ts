import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { type ItemKey, isConditionFailure, type Table } from '../../platform/adapters/table.ts'
import type { Instant } from '../../platform/time.ts'
import type { Entry, Outcomes } from '../outbox.ts'

/** Effect records on the items they are about, whose facts are never touched. `nextAttemptAt` is stored as `openAt`. */
export const outcomesOn = <Of extends Entry>(
  table: Table,
  keyOf: (entry: Of) => ItemKey,
  partitionOf: (entry: Of) => string,
): Outcomes<Of> => ({
  async saveOutcome(entry: Of, effects: Of['effects'], nextAttemptAt: Instant | null): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: table.name,
      Key: { ...keyOf(entry) },
      UpdateExpression: nextAttemptAt
        ? 'SET effects = :effects, openAt = :openAt, #open = :open'
        : 'SET effects = :effects REMOVE openAt, #open',
      // The count too: two who take up the same event in the same millisecond would leave the same moment.
      ConditionExpression: `${entry.nextAttemptAt ? 'openAt = :seen' : 'attribute_not_exists(openAt)'} AND effects.attempts = :attempts`,
      ExpressionAttributeNames: { '#open': 'open' },
      ExpressionAttributeValues: {
        ':effects': effects,
        ':attempts': entry.effects.attempts,
        ...(entry.nextAttemptAt && { ':seen': entry.nextAttemptAt }),
        ...(nextAttemptAt && { ':openAt': nextAttemptAt, ':open': partitionOf(entry) }),
      },
    })
    return table.client.send(update).then(
      () => true,
      error => {
        if (isConditionFailure(error)) return false
        throw error
      },
    )
  },
})

/** What is in that partition of the sparse index by that moment, the longest waiting first: keys and `openAt`. */
export const openBy = async (table: Table, of: string, now: Instant, limit: number) => {
  const waiting = new QueryCommand({
    TableName: table.name,
    IndexName: 'open-events',
    KeyConditionExpression: '#open = :open AND openAt <= :now',
    ExpressionAttributeNames: { '#open': 'open' },
    ExpressionAttributeValues: { ':open': of, ':now': now },
    Limit: limit,
  })
  const { Items = [] } = await table.client.send(waiting)
  return Items
}
