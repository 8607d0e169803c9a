import { dynamoEventStore } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { dynamoRestoreGuard } from '../../shared/consent/adapters/dynamo-restore-guard.ts'
import { currentLog } from '../../shared/consent/durable-log.ts'
import { apiPorts } from '../../shared/http/adapters/api-ports.ts'
import { dynamoKeptReports } from '../../shared/monitoring/adapters/dynamo-kept-reports.ts'
import { dynamoMonitoring } from '../../shared/monitoring/adapters/dynamo-monitoring.ts'
import { tableFrom } from '../../shared/platform/adapters/table.ts'
import type { Wire } from '../../shared/platform/adapters/wire.ts'
import { memoized } from '../../shared/platform/memoized.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { manifest } from './manifest.ts'
import type { ReportApiPorts } from './ports.ts'

export const wire: Wire<ReportApiPorts, 'documents'> = (environment, clients, runtime) => {
  const settings = settingsFrom(manifest.settings, environment)
  const table = tableFrom(clients.documents, settings.TABLE_NAME, runtime)
  return {
    ...apiPorts(settings, table, runtime),
    store: dynamoMonitoring(table),
    reports: dynamoKeptReports(table),
    events: currentLog({ store: dynamoEventStore(table), restoreGuard: dynamoRestoreGuard(table) }),
    fonts: keptFonts(settings.FONTS_FOLDER),
  }
}

/** Decoded for the first PDF of an instance, and kept: that takes as long as drawing one. */
const keptFonts = (folder: string): ReportApiPorts['fonts'] =>
  memoized(async () => (await import('./renderings/pdf/fonts.ts')).openFonts(folder))
