import { eventLog } from '../../shared/consent/adapters/event-log.ts'
import { s3Archive } from '../../shared/delivery/adapters/s3-archive.ts'
import { dynamoCalendar } from '../../shared/directory/adapters/dynamo-calendar.ts'
import { apiPorts } from '../../shared/http/adapters/api-ports.ts'
import { dynamoKeptReports } from '../../shared/monitoring/adapters/dynamo-kept-reports.ts'
import { dynamoMonitoring } from '../../shared/monitoring/adapters/dynamo-monitoring.ts'
import { tableFrom } from '../../shared/platform/adapters/table.ts'
import type { Wire } from '../../shared/platform/adapters/wire.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { manifest } from './manifest.ts'
import type { ConsentApiPorts } from './ports.ts'

export const wire: Wire<ConsentApiPorts, 'documents' | 's3'> = (environment, clients, runtime) => {
  const settings = settingsFrom(manifest.settings, environment)
  const table = tableFrom(clients.documents, settings.TABLE_NAME, runtime)
  return {
    ...apiPorts(settings, table, runtime),
    calendar: dynamoCalendar(table),
    store: dynamoMonitoring(table),
    reports: dynamoKeptReports(table),
    events: eventLog(settings, table, clients.s3),
    archive: s3Archive(clients.s3, settings.LEDGER_BUCKET),
  }
}
