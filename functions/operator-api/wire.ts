import { readFileSync } from 'node:fs'
import type { S3Client } from '@aws-sdk/client-s3'
import { dynamoAnnouncements } from '../../shared/announcements/adapters/dynamo-announcements.ts'
import { dynamoOutbox } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { logParts } from '../../shared/consent/adapters/event-log.ts'
import { durableLog } from '../../shared/consent/durable-log.ts'
import { dynamoCalendar } from '../../shared/directory/adapters/dynamo-calendar.ts'
import { apiPorts } from '../../shared/http/adapters/api-ports.ts'
import { dynamoImports } from '../../shared/ingestion/adapters/dynamo-imports.ts'
import { presignedUploads } from '../../shared/ingestion/adapters/presigned-uploads.ts'
import { s3Uploads } from '../../shared/ingestion/adapters/s3-uploads.ts'
import { tableFrom } from '../../shared/platform/adapters/table.ts'
import type { Wire } from '../../shared/platform/adapters/wire.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { dynamoLastSweep } from '../../shared/processing/adapters/dynamo-last-sweep.ts'
import { manifest } from './manifest.ts'
import type { OperatorApiPorts } from './ports.ts'

interface Others {
  /** Signs the upload's URL, so this one is the real client everywhere. */
  presigning: () => Promise<S3Client>
}

export const wire: Wire<OperatorApiPorts, 'documents' | 's3', Others> = (environment, clients, runtime) => {
  const settings = settingsFrom(manifest.settings, environment)
  const table = tableFrom(clients.documents, settings.TABLE_NAME, runtime)
  const parts = logParts(settings, table, clients.s3)
  return {
    ...apiPorts(settings, table, runtime),
    calendar: dynamoCalendar(table),
    imports: dynamoImports(table),
    uploads: {
      ...presignedUploads(clients.presigning, settings.UPLOADS_BUCKET),
      find: s3Uploads(clients.s3, settings.UPLOADS_BUCKET).find,
    },
    events: durableLog(parts),
    lastSweep: dynamoLastSweep(table),
    backlog: {
      clock: runtime.clock,
      events: parts.store,
      outbox: dynamoOutbox(table),
      announcements: dynamoAnnouncements(table),
    },
    openApi: readFileSync(settings.OPENAPI_FILE, 'utf8'),
  }
}
