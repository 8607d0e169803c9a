import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { SchoolYear } from '../../directory/identifiers.ts'
import {
  getAll,
  type ItemKey,
  isConditionFailure,
  queryAll,
  schoolPartition,
  type Table,
} from '../../platform/adapters/table.ts'
import type { Instant } from '../../platform/time.ts'
import type { LogKey, LogRecord } from '../log.ts'
import type { EventStore, LogHead, Outbox } from '../ports.ts'
import { fromLogItem, logItemKey, logKeyFrom, logPrefix, openPartitionOf, toLogItem } from './log-item.ts'

const eventsOf = ({ schoolId, schoolYear }: LogKey) => ({
  KeyConditionExpression: 'pk = :school AND begins_with(sk, :log)',
  ExpressionAttributeValues: { ':school': schoolPartition(schoolId), ':log': logPrefix(schoolYear) },
  ConsistentRead: true,
})

const nameOf = ({ schoolId, schoolYear }: LogKey): string => `${schoolId}_${schoolYear}`

/** The logs in the one table: an item per event, whose number nobody can write twice. */
export const dynamoEventStore = (table: Table): EventStore => ({
  async head(key) {
    const newest = new QueryCommand({
      TableName: table.name,
      ...eventsOf(key),
      ScanIndexForward: false,
      Limit: 1,
    })
    const { Items } = await table.client.send(newest)
    return Items?.[0] && fromLogItem(Items[0])
  },
  async record(key, version) {
    const get = new GetCommand({
      TableName: table.name,
      Key: logItemKey({ ...key, version }),
      ConsistentRead: true,
    })
    const { Item } = await table.client.send(get)
    return Item && fromLogItem(Item)
  },
  async history(key) {
    const items = await queryAll(table, eventsOf(key))
    return items.map(fromLogItem)
  },
  async schoolYears(schoolId) {
    const items = await queryAll(table, {
      KeyConditionExpression: 'pk = :school AND begins_with(sk, :log)',
      ExpressionAttributeValues: { ':school': schoolPartition(schoolId), ':log': 'LOG#' },
      ProjectionExpression: 'pk, sk',
    })
    return [...new Set(items.map(item => logKeyFrom(item).schoolYear))]
  },
  async append(record) {
    const put = new PutCommand({
      TableName: table.name,
      Item: toLogItem(record),
      ConditionExpression: 'attribute_not_exists(pk)',
    })
    return table.client.send(put).then(
      () => 'appended' as const,
      error => {
        if (isConditionFailure(error)) return 'conflict' as const
        throw error
      },
    )
  },
  async headsOf(schoolYear: SchoolYear) {
    const items = await queryAll(table, {
      IndexName: 'events-by-year',
      KeyConditionExpression: 'schoolYear = :year',
      ExpressionAttributeValues: { ':year': schoolYear },
    })
    const heads = new Map<string, LogHead>()
    for (const item of items) {
      const head = { ...logKeyFrom(item), phase: item.phase as LogHead['phase'] }
      if (head.version > (heads.get(head.schoolId)?.version ?? 0)) heads.set(head.schoolId, head)
    }
    return [...heads.values()]
  },
  async records(heads) {
    const items = await getAll(table, heads.map(logItemKey))
    const byLog = new Map(items.map(fromLogItem).map(record => [nameOf(record), record]))
    return heads.flatMap(head => byLog.get(nameOf(head)) ?? [])
  },
})

/** Effect records on the items they are about, whose facts are never touched. `nextAttemptAt` is stored as `openAt`. */
export const outcomesOn = <Entry extends { effects: { attempts: number }; nextAttemptAt: Instant | null }>(
  table: Table,
  keyOf: (record: Entry) => ItemKey,
  partitionOf: (record: Entry) => string,
) => ({
  async saveOutcome(
    record: Entry,
    effects: Entry['effects'],
    nextAttemptAt: Instant | null,
  ): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: table.name,
      Key: { ...keyOf(record) },
      UpdateExpression: nextAttemptAt
        ? 'SET effects = :effects, openAt = :openAt, #open = :open'
        : 'SET effects = :effects REMOVE openAt, #open',
      // The count too: two who take up the same event in the same millisecond would leave the same moment.
      ConditionExpression: `${record.nextAttemptAt ? 'openAt = :seen' : 'attribute_not_exists(openAt)'} AND effects.attempts = :attempts`,
      ExpressionAttributeNames: { '#open': 'open' },
      ExpressionAttributeValues: {
        ':effects': effects,
        ':attempts': record.effects.attempts,
        ...(record.nextAttemptAt && { ':seen': record.nextAttemptAt }),
        ...(nextAttemptAt && { ':openAt': nextAttemptAt, ':open': partitionOf(record) }),
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

/** The effect records of events, on the events' own items. */
export const dynamoOutbox = (table: Table): Outbox => ({
  ...outcomesOn<LogRecord>(table, logItemKey, ({ state }) => openPartitionOf(state)),
  async due(of, now, limit) {
    return (await openBy(table, of, now, limit)).map(logKeyFrom)
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
