import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type { Instant } from '../../../../shared/platform/time.ts'

/** How a function takes messages from the queue, and what the queue does with those it fails on. */
export interface QueueMapping {
  readonly batchSize: number
  readonly atOnce: number
  /** From the receipt of a message until it is handed out again, where the function failed on it. */
  readonly visibilitySeconds: number
  /** After so many receipts a message goes to `deadLetter`; where there is none it is handed out for ever. */
  readonly maximumReceives: number
  readonly deadLetter?: { enqueue(body: string): unknown }
  /** After so many seconds a message is gone, however often it was received; where not told, never. */
  readonly retentionSeconds?: number
  readonly invoke: (event: SQSEvent) => Promise<SQSBatchResponse | undefined>
}

export interface Message {
  readonly messageId: string
  readonly body: string
  readonly delaySeconds: number
  readonly sentAt: Instant
  receiveCount: number
}

/** The ids a function failed on: those it names, or all where it throws or names one that is not of the batch. */
export const failuresOf = async (
  ids: readonly string[],
  invoke: () => ReturnType<QueueMapping['invoke']>,
): Promise<ReadonlySet<string>> => {
  try {
    const answer = await invoke()
    const failed = answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) ?? []
    return new Set(failed.every(id => ids.includes(id)) ? failed : ids)
  } catch {
    return new Set(ids)
  }
}

/** A message as an event of the queue's hands it to a function: what is read of it. */
export const recordOf = ({ messageId, body, receiveCount }: Message): SQSRecord =>
  ({ messageId, body, attributes: { ApproximateReceiveCount: String(receiveCount) } }) as SQSRecord
