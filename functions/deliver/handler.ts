import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { triggerFrom } from '../../shared/delivery/adapters/delivery-message.ts'
import { type DeliverPorts, deliver } from '../../shared/delivery/deliver.ts'
import { worker } from '../../shared/platform/worker.ts'

/** Triggers from both queues: to begin a delivery, and to attempt it. A message that fails comes back. */
export const make = (ports: DeliverPorts) =>
  worker(ports.log, async ({ Records: messages }: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = []
    for (const { messageId, body } of messages) {
      try {
        await deliver(ports, triggerFrom(body))
      } catch (error) {
        ports.log.error('INVOCATION_FAILED', { messageId }, error)
        batchItemFailures.push({ itemIdentifier: messageId })
      }
    }
    return { batchItemFailures }
  })
