import { dynamoAnnouncements } from '../../announcements/adapters/dynamo-announcements.ts'
import { dynamoOutbox } from '../../consent/adapters/dynamo-event-store.ts'
import { logParts } from '../../consent/adapters/event-log.ts'
import { durableLog } from '../../consent/durable-log.ts'
import { schedulerSchedules } from '../../delivery/adapters/scheduler-schedules.ts'
import { sqsDeliveryQueue } from '../../delivery/adapters/sqs-delivery-queue.ts'
import { dynamoDirectory } from '../../directory/adapters/dynamo-directory.ts'
import { dynamoMonitoring } from '../../monitoring/adapters/dynamo-monitoring.ts'
import { dynamoMailRate } from '../../notification/adapters/dynamo-mail-rate.ts'
import { sesMailer } from '../../notification/adapters/ses-mailer.ts'
import { pacedMailer } from '../../notification/paced-mailer.ts'
import {
  type CallLimits,
  documentClient,
  schedulerClient,
  sesClient,
  sqsClient,
} from '../../platform/adapters/clients.ts'
import { lazyS3Client } from '../../platform/adapters/lazy-s3-client.ts'
import { tableFrom } from '../../platform/adapters/table.ts'
import type { Clients } from '../../platform/adapters/wire.ts'
import type { Runtime } from '../../platform/runtime.ts'
import type { Settings } from '../../platform/settings.ts'
import type { processingSettings } from '../settings.ts'
import type { SweepPorts } from '../sweep.ts'
import { dynamoLastSweep } from './dynamo-last-sweep.ts'

export type ProcessingClients = Pick<Clients, 'documents' | 's3' | 'scheduler' | 'sqs' | 'ses'>

/** The clients of `process-events` and of `sweep`. */
export const processingClients = (limits: CallLimits): ProcessingClients => ({
  documents: documentClient(limits),
  s3: lazyS3Client(limits),
  scheduler: schedulerClient(limits),
  sqs: sqsClient(limits),
  ses: sesClient(limits),
})

/** Which adapter stands behind each port, for `process-events` and for `sweep`, which does what it missed. */
export const processingPorts = (
  settings: Settings<typeof processingSettings>,
  clients: ProcessingClients,
  { clock, random, log, pause }: Runtime,
): Omit<SweepPorts, 'deliveries'> => {
  const table = tableFrom(clients.documents, settings.TABLE_NAME, { pause, log })
  const parts = logParts(settings, table, clients.s3)
  return {
    clock,
    random,
    log,
    pause,
    ledger: parts.ledger,
    restoreGuard: parts.restoreGuard,
    lastSweep: dynamoLastSweep(table),
    events: durableLog(parts),
    outbox: dynamoOutbox(table),
    announcements: dynamoAnnouncements(table),
    store: dynamoMonitoring(table),
    directory: dynamoDirectory(table),
    schedules: schedulerSchedules(clients.scheduler, settings),
    attempts: sqsDeliveryQueue(clients.sqs, settings.ATTEMPTS_QUEUE_URL),
    mailer: pacedMailer(
      sesMailer(
        clients.ses,
        { from: settings.MAIL_FROM, configurationSet: settings.MAIL_CONFIGURATION_SET },
        log,
      ),
      dynamoMailRate(table, Number(settings.MAILS_PER_SECOND), clock),
      pause,
    ),
    portalUrl: settings.PORTAL_URL,
  }
}
