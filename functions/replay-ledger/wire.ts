import { dynamoOutbox } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { logParts } from '../../shared/consent/adapters/event-log.ts'
import type { ReplayPorts } from '../../shared/consent/replay.ts'
import { tableFrom } from '../../shared/platform/adapters/table.ts'
import type { Wire } from '../../shared/platform/adapters/wire.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { manifest } from './manifest.ts'

export const wire: Wire<ReplayPorts, 'documents' | 's3'> = (environment, clients, { clock, log, pause }) => {
  const settings = settingsFrom(manifest.settings, environment)
  const table = tableFrom(clients.documents, settings.TABLE_NAME, { pause, log })
  return { clock, log, outbox: dynamoOutbox(table), ...logParts(settings, table, clients.s3) }
}
