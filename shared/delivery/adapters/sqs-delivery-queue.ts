import { GetQueueAttributesCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { DeliveryQueue } from '../ports.ts'
import { messageOf } from './delivery-message.ts'

/** A standard SQS queue of deliveries: at least once, in any order. Throws for a delay above 900 seconds. */
export const sqsDeliveryQueue = (client: Pick<SQSClient, 'send'>, QueueUrl: string): DeliveryQueue => ({
  async send(trigger, delaySeconds) {
    await client.send(
      new SendMessageCommand({ QueueUrl, MessageBody: messageOf(trigger), DelaySeconds: delaySeconds }),
    )
  },
  async counts() {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesDelayed'] as const
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }),
    )
    const [waiting, delayed] = names.map(name => Number(Attributes?.[name] ?? 0)) as [number, number]
    return { waiting, delayed }
  },
})
