import type { S3Event } from 'aws-lambda'
import type { Trigger } from '../../functions/manifest.ts'
import { daily, every } from './clock-rules.ts'
import { everyWhenDue } from './due-index.ts'
import type { FakeQueue } from './fakes/queue.ts'
import type { Sends } from './fakes/sdk.ts'
import type { Change } from './fakes/stream.ts'
import type { Handler } from './functions.ts'
import { mapQueues, notificationMapping, type Queues, streamMapping } from './mappings.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What events come from; who listens to it is connected later. */
export interface EventSources {
  readonly time: VirtualTime
  readonly documents: Sends
  readonly tableName: string
  readonly queues: Queues
  readonly deadLetters: FakeQueue
  readonly onWrite: (() => void)[]
  readonly onChange: ((change: Change) => void)[]
  readonly onUpload: ((event: S3Event) => void)[]
  readonly onMailFeedback: ((reference: string | undefined) => Promise<unknown>)[]
}

/** Connects a function to what its trigger names, as the stacks do. The API and operators call it by its name. */
export const connect = (trigger: Trigger, invoke: Handler, sources: EventSources): void => {
  const { time } = sources
  switch (trigger.kind) {
    case 'stream':
      sources.onChange.push(streamMapping({ ...trigger, time, invoke }))
      break
    case 'queue':
      mapQueues(trigger, sources.queues, { deadLetter: sources.deadLetters, invoke })
      break
    case 'every':
      everyFewMinutes(trigger, () => invoke({}), sources)
      break
    case 'daily':
      daily(time, trigger.at, () => invoke({}))
      break
    case 'upload':
      // Every upload has its event here: there is nothing to look for.
      sources.onUpload.push(notificationMapping({ ...trigger, time, invoke }))
      break
    case 'mail-feedback':
      sources.onMailFeedback.push(reference => invoke({ reference }))
      break
    case 'http':
    case 'operator':
    case 'publication':
      break
    default:
      trigger satisfies never
  }
}

const everyFewMinutes = (
  { minutes, dueIn: index }: Extract<Trigger, { kind: 'every' }>,
  invoke: () => Promise<unknown>,
  sources: EventSources,
): void => {
  if (index === undefined) every(sources.time, minutes, invoke)
  else sources.onWrite.push(everyWhenDue({ ...sources, minutes, index, invoke }).written)
}
