import { sqsDeliveryQueue } from '../../shared/delivery/adapters/sqs-delivery-queue.ts'
import type { Runtime } from '../../shared/platform/runtime.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { type ProcessingClients, processingPorts } from '../../shared/processing/adapters/processing-ports.ts'
import type { SweepPorts } from '../../shared/processing/sweep.ts'
import { manifest } from './manifest.ts'

/** Which adapter stands behind each port. */
export const wire = (
  environment: Readonly<Record<string, string | undefined>>,
  clients: ProcessingClients,
  runtime: Runtime,
): SweepPorts => {
  const settings = settingsFrom(manifest.settings, environment)
  return {
    ...processingPorts(settings, clients, runtime),
    queue: sqsDeliveryQueue(clients.sqs, settings.DELIVERIES_QUEUE_URL),
  }
}
