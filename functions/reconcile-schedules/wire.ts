import type { S3Client } from '@aws-sdk/client-s3'
import type { SchedulerClient } from '@aws-sdk/client-scheduler'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoOutbox } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { eventLog } from '../../shared/consent/adapters/event-log.ts'
import { schedulesFrom } from '../../shared/delivery/adapters/scheduler-schedules.ts'
import { dynamoCalendar } from '../../shared/directory/adapters/dynamo-calendar.ts'
import { tableFrom } from '../../shared/platform/adapters/table.ts'
import type { Runtime } from '../../shared/platform/runtime.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import type { ReconcileSchedulesPorts } from '../../shared/processing/reconcile-schedules.ts'
import { manifest } from './manifest.ts'

interface Clients {
  documents: Pick<DynamoDBDocumentClient, 'send'>
  s3: Pick<S3Client, 'send'>
  scheduler: Pick<SchedulerClient, 'send'>
}

/** Which adapter stands behind each port. */
export const wire = (
  environment: Readonly<Record<string, string | undefined>>,
  clients: Clients,
  { clock, log, pause }: Runtime,
): ReconcileSchedulesPorts => {
  const settings = settingsFrom(manifest.settings, environment)
  const table = tableFrom(clients.documents, settings.TABLE_NAME, { pause, log })
  return {
    clock,
    log,
    events: eventLog(settings, table, clients.s3),
    outbox: dynamoOutbox(table),
    calendar: dynamoCalendar(table),
    schedules: schedulesFrom(settings, clients.scheduler),
  }
}
