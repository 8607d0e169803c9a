import {
  BatchEntryIdsNotDistinct,
  EmptyBatchRequest,
  type SendMessageBatchRequestEntry,
  TooManyEntriesInBatchRequest,
} from '@aws-sdk/client-sqs'
import { metadata, serviceError } from '../sdk.ts'

/** One message, alone or as an entry of a batch. */
export type MessageRequest = Pick<SendMessageBatchRequestEntry, 'MessageBody' | 'DelaySeconds'>

const LONGEST_DELAY_SECONDS = 900

const parameterFault = (message: string): Error => serviceError('InvalidParameterValue', 400, message)

export const checkedMessage = (input: MessageRequest): { body: string; delaySeconds: number } => {
  const { MessageBody: body, DelaySeconds: delaySeconds = 0 } = input
  if (!body) throw parameterFault('MessageBody must not be empty')
  if (!Number.isInteger(delaySeconds) || delaySeconds < 0 || delaySeconds > LONGEST_DELAY_SECONDS) {
    throw parameterFault(`DelaySeconds must be 0 to ${LONGEST_DELAY_SECONDS}`)
  }
  return { body, delaySeconds }
}

export const checkEntries = (entries: readonly SendMessageBatchRequestEntry[]): void => {
  const fault = { message: 'The batch request is invalid', $metadata: metadata(400) }
  if (entries.length === 0) throw new EmptyBatchRequest(fault)
  if (entries.length > 10) throw new TooManyEntriesInBatchRequest(fault)
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) throw new BatchEntryIdsNotDistinct(fault)
}
