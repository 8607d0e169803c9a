import type { S3Client } from '@aws-sdk/client-s3'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoOutbox } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { logParts } from '../../shared/consent/adapters/event-log.ts'
import type { ReplayPorts } from '../../shared/consent/replay.ts'
import { tableFrom } from '../../shared/platform/adapters/table.ts'
import type { Runtime } from '../../shared/platform/runtime.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { manifest } from './manifest.ts'

interface Clients {
  documents: Pick<DynamoDBDocumentClient, 'send'>
  s3: Pick<S3Client, 'send'>
}

/** Which adapter stands behind each port. */
export const wire = (
  environment: Readonly<Record<string, string | undefined>>,
  clients: Clients,
  { clock, log, pause }: Runtime,
): ReplayPorts => {
  const settings = settingsFrom(manifest.settings, environment)
  const table = tableFrom(clients.documents, settings.TABLE_NAME, { pause, log })
  return { clock, log, outbox: dynamoOutbox(table), ...logParts(settings, table, clients.s3) }
}
