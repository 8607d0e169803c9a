import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { SchoolYear } from '../../directory/identifiers.ts'
import { afterPlace, type Stretch } from '../../directory/listing.ts'
import { countSetAside, dueIn, failuresOn, outcomesOn } from '../../outbox/adapters/dynamo-outbox.ts'
import {
  type Item,
  isConditionFailure,
  type QueryPage,
  queryAll,
  queryPage,
  schoolPartition,
  type Table,
  unlessConditionFails,
} from '../../platform/adapters/table.ts'
import { eachReadable } from '../../platform/each-readable.ts'
import type { LogKey, LogRecord } from '../log.ts'
import type { EventStore, Heads, Outbox } from '../ports.ts'
import {
  fromFactsItem,
  fromLogItem,
  logItemKey,
  logKeyFrom,
  logPrefix,
  openPartitionOf,
  toLogItem,
} from './log-item.ts'

const eventsOf = ({ schoolId, schoolYear }: LogKey) => ({
  KeyConditionExpression: 'pk = :school AND begins_with(sk, :log)',
  ExpressionAttributeValues: { ':school': schoolPartition(schoolId), ':log': logPrefix(schoolYear) },
  ConsistentRead: true,
})

const listedIn = (schoolYear: SchoolYear, { from, to }: Stretch) => ({
  IndexName: 'newest-by-year',
  KeyConditionExpression: 'schoolYear = :year AND listed BETWEEN :from AND :to',
  ExpressionAttributeValues: { ':year': schoolYear, ':from': from, ':to': to },
})

/** An event stays listed until the work on the next one has taken it out, so that of each log the newest counts. */
const newestBy = (name: 'pk' | 'listed', items: readonly Item[]): readonly Item[] => {
  const newest = new Map<unknown, Item>()
  for (const item of items) {
    const other = newest.get(item[name])
    if (!other || String(item.sk) > String(other.sk)) newest.set(item[name], item)
  }
  return [...newest.values()]
}

const readHeads = async ({ log }: Table, items: readonly Item[]): Promise<Heads> => {
  const { readable, unreadable } = await eachReadable(log, items, fromFactsItem)
  return { heads: readable, unreadable: unreadable.map(logKeyFrom) }
}

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
    const [item] = await table.get(logItemKey({ ...key, version }))
    return item && fromLogItem(item)
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
  async headsOf(schoolYear, stretches) {
    const listed = await Promise.all(stretches.map(stretch => queryAll(table, listedIn(schoolYear, stretch))))
    return readHeads(table, newestBy('pk', listed.flat()))
  },
  async headsAfter(schoolYear, place, limit) {
    const items: Item[] = []
    let page: QueryPage | undefined
    let heads: readonly Item[]
    do {
      page = await queryPage(table, listedIn(schoolYear, afterPlace(place)), limit + 1, page?.next)
      items.push(...page.items)
      heads = newestBy('listed', items)
      // Of the last there may be newer events still to come.
    } while (page.next && heads.length <= limit)
    const [part, isEnd] = [heads.slice(0, limit), heads.length <= limit]
    return { ...(await readHeads(table, part)), next: isEnd ? undefined : String(part.at(-1)!.listed) }
  },
  async records(keys) {
    const items = await table.get(...keys.map(logItemKey))
    return (await eachReadable(table.log, items, fromLogItem)).readable
  },
  async unlistBefore({ version, ...log }) {
    const before = await queryAll(table, {
      KeyConditionExpression: 'pk = :school AND sk BETWEEN :first AND :last',
      FilterExpression: 'attribute_exists(listed)',
      ExpressionAttributeValues: {
        ':school': schoolPartition(log.schoolId),
        ':first': logPrefix(log.schoolYear),
        ':last': logItemKey({ ...log, version: version - 1 }).sk,
      },
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
    })
    for (const { pk, sk } of before) {
      const update = new UpdateCommand({
        TableName: table.name,
        Key: { pk, sk },
        UpdateExpression: 'REMOVE listed',
        ConditionExpression: 'attribute_exists(listed)',
      })
      await table.client.send(update).catch(unlessConditionFails)
    }
  },
})

/** The effect records of events, on the events' own items. */
export const dynamoOutbox = (table: Table): Outbox => ({
  ...outcomesOn<LogRecord>(table, logItemKey, ({ state }) => openPartitionOf(state)),
  ...failuresOn(table, logItemKey),
  setAside: limit => countSetAside(table, limit),
  due: (of, now, limit) => dueIn(table, of, now, limit, logKeyFrom),
})
