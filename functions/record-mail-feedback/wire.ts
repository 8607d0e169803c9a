import { dynamoEventStore, dynamoOutbox } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { tableFrom } from '../../shared/platform/adapters/table.ts'
import type { Wire } from '../../shared/platform/adapters/wire.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import type { BouncePorts } from '../../shared/processing/record-bounce.ts'
import { manifest } from './manifest.ts'

export const wire: Wire<BouncePorts, 'documents'> = (environment, clients, { clock, log, pause }) => {
  const settings = settingsFrom(manifest.settings, environment)
  const table = tableFrom(clients.documents, settings.TABLE_NAME, { pause, log })
  return { clock, log, events: dynamoEventStore(table), outbox: dynamoOutbox(table) }
}
