import { InvokeCommand } from '@aws-sdk/client-lambda'
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs'
import * as z from 'zod/mini'
import { Failure } from '../failure.ts'
import type { Aws } from './clients.ts'

export interface FailedQueue {
  /** Without the name of the stage: `deliveries-failed`. */
  readonly name: string
  readonly url: string
  readonly messages: number
}

/** Of a stage, by name: those that hold what could not be handled. */
export const failedQueues = async (
  { sqs }: Pick<Aws, 'sqs'>,
  stack: string,
): Promise<readonly FailedQueue[]> => {
  const { QueueUrls = [] } = await sqs.send(
    new ListQueuesCommand({ QueueNamePrefix: `${stack}-`, MaxResults: 1000 }),
  )
  const failed = QueueUrls.filter(url => url.endsWith('-failed')).sort()
  return Promise.all(
    failed.map(async url => ({
      name: nameIn(url).slice(stack.length + 1),
      url,
      messages: await waitingIn(sqs, url),
    })),
  )
}

const nameIn = (url: string): string => url.split('/').at(-1) ?? ''

const waitingIn = async (sqs: Aws['sqs'], QueueUrl: string): Promise<number> => {
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] })
  return Number((await sqs.send(asked)).Attributes?.ApproximateNumberOfMessages)
}

export interface Redriven {
  /** Handed again to who failed at them. */
  readonly again: number
  /** Removed, since the sweep finds by itself what they told of. */
  readonly removed: number
}

/** What Lambda sets aside of an invocation that nobody waited for, and of a stream's records. */
const invocation = z.object({ requestPayload: z.unknown() })
const ofStream = z.object({ DDBStreamBatchInfo: z.unknown() })

/** Of these a message is a delivery to look at, which may be looked at any number of times. */
const ofDeliveries = ['deliveries-failed', 'schedules-failed']

/** Empties a queue: what can be done again is. */
export const redrive = async (
  aws: Pick<Aws, 'sqs' | 'lambda'>,
  stack: string,
  queue: FailedQueue,
): Promise<Redriven> => {
  const redriven = { again: 0, removed: 0 }
  for (;;) {
    const receive = {
      QueueUrl: queue.url,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 1,
      VisibilityTimeout: 60,
    }
    const { Messages = [] } = await aws.sqs.send(new ReceiveMessageCommand(receive))
    if (Messages.length === 0) return redriven
    for (const { Body = '', ReceiptHandle } of Messages) {
      redriven[await doAgain(aws, stack, queue.name, Body)] += 1
      await aws.sqs.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle }))
    }
  }
}

const doAgain = async (
  { sqs, lambda }: Pick<Aws, 'sqs' | 'lambda'>,
  stack: string,
  queue: string,
  body: string,
): Promise<keyof Redriven> => {
  const told = contentOf(body, queue)
  if (ofDeliveries.includes(queue)) {
    // An attempt goes back among the attempts, of which no more are made at once than the stage has it.
    const name = (told as { attempt?: number }).attempt ? 'attempts' : 'deliveries'
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `${stack}-${name}` }))
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }))
    return 'again'
  }
  if (ofStream.safeParse(told).success) return 'removed'
  // What EventBridge could not hand to Lambda is the event alone.
  const parsed = invocation.safeParse(told)
  await lambda.send(
    new InvokeCommand({
      FunctionName: `${stack}-${queue.replace(/-failed$/, '')}:live`,
      InvocationType: 'Event',
      Payload: Buffer.from(JSON.stringify(parsed.success ? parsed.data.requestPayload : told)),
    }),
  )
  return 'again'
}

const contentOf = (body: string, queue: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    throw new Failure(`A message of ${queue} is no JSON, and stays there: look at it, and remove it by hand.`)
  }
}
