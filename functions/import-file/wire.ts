import { logParts } from '../../shared/consent/adapters/event-log.ts'
import { areResultsClosed } from '../../shared/consent/deadline.ts'
import { durableLog } from '../../shared/consent/durable-log.ts'
import { keepPromisedReport, recordResultsChanged } from '../../shared/consent/results-changed.ts'
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
  const parts = logParts(settings, table, clients.s3)
  const log = durableLog(parts)
  const store = dynamoMonitoring(table)
  const reports = dynamoKeptReports(table)
  return {
    clock: runtime.clock,
    log: runtime.log,
    directory: dynamoDirectory(table),
    store,
    imports: dynamoImports(table),
    uploads: s3Uploads(clients.s3, settings.UPLOADS_BUCKET),
    guard: {
      // Files lost with a table are imported into its restored copy before the ledger is replayed into it, which tells of
      // the figures they changed. They were judged when they first came: by now their dates may be there.
      isClosed: async (schoolId, schoolYear, startedAt) =>
        (await log.isCurrent()) &&
        areResultsClosed((await parts.store.head({ schoolId, schoolYear }))?.state, startedAt),
      mayReplace: async (schoolId, schoolYear, startedAt, stored) => {
        if (!(await log.isCurrent())) return true
        const key = { schoolId, schoolYear }
        const head = await parts.store.head(key)
        if (areResultsClosed(head?.state, startedAt)) return false
        await keepPromisedReport(reports, key, head, stored, startedAt)
        return true
      },
      figuresChanged: async (schoolId, schoolYear, now) => {
        if (await log.isCurrent()) await recordResultsChanged({ log, store }, { schoolId, schoolYear }, now)
      },
    },
  }
}
