import { dynamoOutbox } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { eventLog } from '../../shared/consent/adapters/event-log.ts'
import { schedulerSchedules } from '../../shared/delivery/adapters/scheduler-schedules.ts'
import { dynamoCalendar } from '../../shared/directory/adapters/dynamo-calendar.ts'
import { tableFrom } from '../../shared/platform/adapters/table.ts'
import type { Wire } from '../../shared/platform/adapters/wire.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import type { ReconcileSchedulesPorts } from '../../shared/processing/reconcile-schedules.ts'
import { manifest } from './manifest.ts'

export const wire: Wire<ReconcileSchedulesPorts, 'documents' | 's3' | 'scheduler'> = (
  environment,
  clients,
  { clock, log, pause },
) => {
  const settings = settingsFrom(manifest.settings, environment)
  const table = tableFrom(clients.documents, settings.TABLE_NAME, { pause, log })
  return {
    clock,
    log,
    events: eventLog(settings, table, clients.s3),
    outbox: dynamoOutbox(table),
    calendar: dynamoCalendar(table),
    schedules: schedulerSchedules(clients.scheduler, settings),
  }
}
