import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoEventStore, dynamoOutbox } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { tableFrom } from '../../shared/platform/adapters/table.ts'
import type { Runtime } from '../../shared/platform/runtime.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import type { BouncePorts } from '../../shared/processing/record-bounce.ts'
import { manifest } from './manifest.ts'

interface Clients {
  documents: Pick<DynamoDBDocumentClient, 'send'>
}

/** Which adapter stands behind each port. */
export const wire = (
  environment: Readonly<Record<string, string | undefined>>,
  clients: Clients,
  { clock, log, pause }: Runtime,
): BouncePorts => {
  const settings = settingsFrom(manifest.settings, environment)
  const table = tableFrom(clients.documents, settings.TABLE_NAME, { pause, log })
  return { clock, log, events: dynamoEventStore(table), outbox: dynamoOutbox(table) }
}
