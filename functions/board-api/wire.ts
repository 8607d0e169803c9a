import { dynamoEventStore } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { dynamoRestoreGuard } from '../../shared/consent/adapters/dynamo-restore-guard.ts'
import { currentLog } from '../../shared/consent/durable-log.ts'
import { dynamoCalendar } from '../../shared/directory/adapters/dynamo-calendar.ts'
import { apiPorts } from '../../shared/http/adapters/api-ports.ts'
import { dynamoMonitoring } from '../../shared/monitoring/adapters/dynamo-monitoring.ts'
import { tableFrom } from '../../shared/platform/adapters/table.ts'
import type { Wire } from '../../shared/platform/adapters/wire.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { manifest } from './manifest.ts'
import type { BoardApiPorts } from './ports.ts'

export const wire: Wire<BoardApiPorts, 'documents'> = (environment, clients, runtime) => {
  const settings = settingsFrom(manifest.settings, environment)
  const table = tableFrom(clients.documents, settings.TABLE_NAME, runtime)
  return {
    ...apiPorts(settings, table, runtime),
    calendar: dynamoCalendar(table),
    store: dynamoMonitoring(table),
    events: currentLog({ store: dynamoEventStore(table), restoreGuard: dynamoRestoreGuard(table) }),
  }
}
