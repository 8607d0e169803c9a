import { sqsDeliveryQueue } from '../../shared/delivery/adapters/sqs-delivery-queue.ts'
import type { Wire } from '../../shared/platform/adapters/wire.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { type ProcessingClients, processingPorts } from '../../shared/processing/adapters/processing-ports.ts'
import type { SweepPorts } from '../../shared/processing/sweep.ts'
import { manifest } from './manifest.ts'

export const wire: Wire<SweepPorts, keyof ProcessingClients> = (environment, clients, runtime) => {
  const settings = settingsFrom(manifest.settings, environment)
  return {
    ...processingPorts(settings, clients, runtime),
    deliveries: sqsDeliveryQueue(clients.sqs, settings.DELIVERIES_QUEUE_URL),
  }
}
