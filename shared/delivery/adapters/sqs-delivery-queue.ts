import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { DeliveryQueue } from '../ports.ts'
import { messageOf } from './delivery-message.ts'

/** The standard SQS queue of deliveries: at least once, in any order. Throws for a delay above 900 seconds. */
export const sqsDeliveryQueue = (client: Pick<SQSClient, 'send'>, queueUrl: string): DeliveryQueue => ({
  async send(trigger, delaySeconds) {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: messageOf(trigger),
        DelaySeconds: delaySeconds,
      }),
    )
  },
})
