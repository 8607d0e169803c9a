import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '../../shared/platform/time.ts'
import { table } from '../wiring.ts'
import { nextTick } from './clock-rules.ts'
import type { Sends } from './fakes/sdk.ts'
import type { VirtualTime } from './virtual-time.ts'

interface RuleWhenDue {
  readonly time: VirtualTime
  readonly documents: Sends
  readonly tableName: string
  readonly minutes: number
  /** The sparse index of what there is to do, by when it is due. */
  readonly index: string
  readonly invoke: () => Promise<unknown>
}

/**
 * A rule that invokes every few minutes. A clock that is moved by months would invoke for nothing most of the time: a
 * tick is left out where nothing was written since the last one and the index has nothing due by then.
 */
export const everyWhenDue = ({ time, minutes, invoke, ...source }: RuleWhenDue) => {
  let planned: { at: Instant; cancel: () => void } | undefined

  const plan = (at: Instant): void => {
    if (planned && planned.at <= at) return
    planned?.cancel()
    planned = { at, cancel: time.at(at, run) }
  }

  const run = async (): Promise<void> => {
    planned = undefined
    // One that failed comes again, as the next one would.
    await invoke().catch(() => undefined)
    const due = await earliestDue(source)
    if (due) plan(nextTick(time, minutes, due))
  }

  /** To be told of every write. */
  return { written: () => plan(nextTick(time, minutes)) }
}

type Source = Pick<RuleWhenDue, 'documents' | 'tableName' | 'index'>

/** The partitions of the index; that of announcements kept the name it was stored under. */
const partitions = ['effects', 'deliveries', 'notices']

const earliestDue = async (source: Source): Promise<Instant | undefined> => {
  const found = await Promise.all(partitions.map(partition => firstOf(source, partition)))
  return found.filter(moment => moment !== undefined).sort()[0]
}

const firstOf = async (
  { documents, tableName, index }: Source,
  partition: string,
): Promise<Instant | undefined> => {
  const { partitionKey, sortKey } = table.indexes[index as keyof typeof table.indexes]
  const query = new QueryCommand({
    TableName: tableName,
    IndexName: index,
    KeyConditionExpression: '#partition = :partition',
    ExpressionAttributeNames: { '#partition': partitionKey },
    ExpressionAttributeValues: { ':partition': partition },
    Limit: 1,
  })
  const { Items } = (await documents.send(query)) as { Items?: Record<string, Instant>[] }
  return Items?.[0]?.[sortKey]
}
