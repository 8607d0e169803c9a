import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { type Instant, instantFromMilliseconds, millisecondsOf } from '../../shared/platform/time.ts'
import { sweepEveryMinutes } from '../wiring.ts'
import type { Sends } from './fakes/sdk.ts'
import type { VirtualTime } from './virtual-time.ts'

const PERIOD = sweepEveryMinutes * 60_000

/** The first tick of the rule after `moment`, or at it. */
const tickFrom = (milliseconds: number): Instant =>
  instantFromMilliseconds(Math.ceil(milliseconds / PERIOD) * PERIOD)

/**
 * The rule that sweeps every few minutes. A clock that is moved by months would sweep for nothing most of the time: a
 * tick is left out where nothing was written since the last sweep and the sparse index has nothing due by then.
 */
export const sweeps = (
  time: VirtualTime,
  documents: Sends,
  tableName: string,
  invoke: () => Promise<unknown>,
) => {
  let planned: { at: Instant; cancel: () => void } | undefined

  const plan = (at: Instant): void => {
    if (planned && planned.at <= at) return
    planned?.cancel()
    planned = { at, cancel: time.at(at, sweep) }
  }

  const sweep = async (): Promise<void> => {
    planned = undefined
    // A sweep that failed comes again, as the next one would.
    await invoke().catch(() => undefined)
    const open = await earliestOpen(documents, tableName)
    if (open) plan(tickFrom(Math.max(millisecondsOf(open), millisecondsOf(time.clock()) + 1)))
  }

  /** To be told of every write. */
  return { written: () => plan(tickFrom(millisecondsOf(time.clock()) + 1)) }
}

/** The partitions of the index; that of announcements kept the name it was stored under. */
const partitions = ['effects', 'deliveries', 'notices']

const earliestOpen = async (documents: Sends, tableName: string): Promise<Instant | undefined> => {
  const found = await Promise.all(partitions.map(partition => firstOf(documents, tableName, partition)))
  return found.filter(moment => moment !== undefined).sort()[0]
}

const firstOf = async (
  documents: Sends,
  TableName: string,
  partition: string,
): Promise<Instant | undefined> => {
  const query = new QueryCommand({
    TableName,
    IndexName: 'open-events',
    KeyConditionExpression: '#open = :open',
    ExpressionAttributeNames: { '#open': 'open' },
    ExpressionAttributeValues: { ':open': partition },
    Limit: 1,
  })
  const { Items } = (await documents.send(query)) as { Items?: { openAt: Instant }[] }
  return Items?.[0]?.openAt
}
