import { readFileSync } from 'node:fs'
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import type { S3Client } from '@aws-sdk/client-s3'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoOutbox } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { eventLogSettings, logParts } from '../../shared/consent/adapters/event-log.ts'
import { keptLog } from '../../shared/consent/kept-log.ts'
import { dynamoCalendar } from '../../shared/directory/adapters/dynamo-calendar.ts'
import { dynamoSweepNote } from '../../shared/follow-up/adapters/dynamo-sweep-note.ts'
import { apiPorts, apiSettings } from '../../shared/http/adapters/api-ports.ts'
import { dynamoImports } from '../../shared/ingestion/adapters/dynamo-imports.ts'
import { s3Uploads } from '../../shared/ingestion/adapters/s3-uploads.ts'
import { dynamoNotices } from '../../shared/notices/adapters/dynamo-notices.ts'
import { setting, settingsFrom } from '../../shared/platform/settings.ts'
import type { World } from '../../shared/platform/world.ts'
import type { OperatorApiPorts } from './ports.ts'

interface Clients {
  documents: Pick<DynamoDBDocumentClient, 'send'>
  logs: Pick<CloudWatchLogsClient, 'send'>
  /** Signs the upload's URL, so this one is the real client everywhere. */
  s3: S3Client
}

/** Which adapter stands behind each port. */
export const wire = (
  environment: Readonly<Record<string, string | undefined>>,
  clients: Clients,
  world: World,
): OperatorApiPorts => {
  const settings = settingsFrom(
    { ...apiSettings, ...eventLogSettings, UPLOADS_BUCKET: setting, OPENAPI_FILE: setting },
    environment,
  )
  const table = { client: clients.documents, name: settings.TABLE_NAME }
  const parts = logParts(settings, table, clients.s3)
  return {
    ...apiPorts(settings, table, clients.logs, world),
    calendar: dynamoCalendar(table),
    imports: dynamoImports(table),
    uploads: s3Uploads(clients.s3, settings.UPLOADS_BUCKET),
    newImportId: world.newId,
    events: keptLog(parts.store, parts.ledger, parts.catchUp),
    sweepNote: dynamoSweepNote(table),
    backlog: {
      clock: world.clock,
      events: parts.store,
      outbox: dynamoOutbox(table),
      notices: dynamoNotices(table),
    },
    openApi: readFileSync(settings.OPENAPI_FILE, 'utf8'),
  }
}
