import type { DynamoDBBatchResponse, DynamoDBStreamEvent, S3Event } from 'aws-lambda'
import type { Trigger } from '../../functions/manifest.ts'
import { secondsAfter } from '../../shared/platform/time.ts'
import { type FilterPattern, matches } from './fakes/event-filter.ts'
import type { QueueMapping } from './fakes/queue/mapping.ts'
import type { FakeQueue } from './fakes/queue.ts'
import { type Change, streamEvent } from './fakes/stream.ts'
import type { VirtualTime } from './virtual-time.ts'

interface Retries {
  time: VirtualTime
  maximumRetries: number
}

/** Invokes until it succeeds, as Lambda does for its pollers and asynchronous calls: at once, then a minute apart. */
const invokeWithRetries = ({ time, maximumRetries }: Retries, invoke: () => Promise<boolean>): void => {
  const attempt = async (left: number): Promise<void> => {
    const succeeded = await invoke().catch(() => false)
    if (!succeeded && left > 0) time.at(secondsAfter(time.clock(), 60), () => attempt(left - 1))
  }
  time.at(time.clock(), () => attempt(maximumRetries))
}

interface StreamMapping extends Retries {
  filter: FilterPattern
  invoke: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>
}

/** The table's stream as an event source: records that match the filter, one to a batch. */
export const streamMapping =
  ({ filter, invoke, ...retries }: StreamMapping) =>
  (change: Change): void => {
    const event = streamEvent([change])
    if (!matches(filter, event.Records[0])) return
    invokeWithRetries(retries, async () => (await invoke(event)).batchItemFailures.length === 0)
  }

interface NotificationMapping extends Retries {
  prefix: string
  invoke: (event: S3Event) => Promise<void>
}

/** A bucket's notification: objects under the prefix. */
export const notificationMapping =
  ({ prefix, invoke, ...retries }: NotificationMapping) =>
  (event: S3Event): void => {
    if (!event.Records[0]?.s3.object.key.startsWith(prefix)) return
    invokeWithRetries(retries, async () => {
      await invoke(event)
      return true
    })
  }

type QueueTrigger = Extract<Trigger, { kind: 'queue' }>

/** The queues of deliveries, by their names. */
export type Queues = Readonly<Record<keyof QueueTrigger['atOnce'], FakeQueue>>

/** Each queue with as many messages in hand as it may have. */
export const mapQueues = (
  { atOnce, retentionSeconds, ...trigger }: QueueTrigger,
  queues: Queues,
  to: Pick<QueueMapping, 'invoke' | 'deadLetter'>,
): void => {
  for (const name of ['deliveries', 'attempts'] as const)
    queues[name].map({
      ...trigger,
      ...to,
      atOnce: atOnce[name],
      retentionSeconds: retentionSeconds[name],
    })
}
