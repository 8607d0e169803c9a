import { dynamoAnnouncements } from '../../shared/announcements/adapters/dynamo-announcements.ts'
import type { RemindPorts } from '../../shared/announcements/remind-boards.ts'
import { eventLog } from '../../shared/consent/adapters/event-log.ts'
import { dynamoCalendar } from '../../shared/directory/adapters/dynamo-calendar.ts'
import { dynamoDirectory } from '../../shared/directory/adapters/dynamo-directory.ts'
import { dynamoMonitoring } from '../../shared/monitoring/adapters/dynamo-monitoring.ts'
import { tableFrom } from '../../shared/platform/adapters/table.ts'
import type { Wire } from '../../shared/platform/adapters/wire.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { manifest } from './manifest.ts'

export const wire: Wire<RemindPorts, 'documents' | 's3'> = (environment, clients, { clock, log, pause }) => {
  const settings = settingsFrom(manifest.settings, environment)
  const table = tableFrom(clients.documents, settings.TABLE_NAME, { pause, log })
  return {
    clock,
    log,
    calendar: dynamoCalendar(table),
    directory: dynamoDirectory(table),
    events: eventLog(settings, table, clients.s3),
    store: dynamoMonitoring(table),
    announcements: dynamoAnnouncements(table),
  }
}
