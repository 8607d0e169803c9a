import { logParts } from '../../shared/consent/adapters/event-log.ts'
import { consentGuard } from '../../shared/consent/consent-guard.ts'
import { dynamoDirectory } from '../../shared/directory/adapters/dynamo-directory.ts'
import { dynamoImports } from '../../shared/ingestion/adapters/dynamo-imports.ts'
import { s3Uploads } from '../../shared/ingestion/adapters/s3-uploads.ts'
import { dynamoKeptReports } from '../../shared/monitoring/adapters/dynamo-kept-reports.ts'
import { dynamoMonitoring } from '../../shared/monitoring/adapters/dynamo-monitoring.ts'
import { tableFrom } from '../../shared/platform/adapters/table.ts'
import type { Wire } from '../../shared/platform/adapters/wire.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import type { ImportFilePorts } from './handler.ts'
import { manifest } from './manifest.ts'

export const wire: Wire<ImportFilePorts, 'documents' | 's3'> = (environment, clients, runtime) => {
  const settings = settingsFrom(manifest.settings, environment)
  const table = tableFrom(clients.documents, settings.TABLE_NAME, runtime)
  const store = dynamoMonitoring(table)
  return {
    clock: runtime.clock,
    log: runtime.log,
    directory: dynamoDirectory(table),
    store,
    imports: dynamoImports(table),
    uploads: s3Uploads(clients.s3, settings.UPLOADS_BUCKET),
    guard: consentGuard(logParts(settings, table, clients.s3), store, dynamoKeptReports(table)),
  }
}
