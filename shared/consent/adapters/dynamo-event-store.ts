import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { SchoolYear } from '../../directory/identifiers.ts'
import { countSetAside, failuresOn, openBy, outcomesOn } from '../../outbox/adapters/dynamo-outbox.ts'
import {
  getAll,
  isConditionFailure,
  queryAll,
  schoolPartition,
  type Table,
} from '../../platform/adapters/table.ts'
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

/** The effect records of events, on the events' own items. */
export const dynamoOutbox = (table: Table): Outbox => ({
  ...outcomesOn<LogRecord>(table, logItemKey, ({ state }) => openPartitionOf(state)),
  ...failuresOn(table, logItemKey),
  setAside: limit => countSetAside(table, limit),
  async due(of, now, limit) {
    return (await openBy(table, of, now, limit)).map(logKeyFrom)
  },
})
