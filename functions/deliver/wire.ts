import { dynamoOutbox } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { eventLog } from '../../shared/consent/adapters/event-log.ts'
import { clientCredentials } from '../../shared/delivery/adapters/client-credentials.ts'
import type { Fetch } from '../../shared/delivery/adapters/exchange.ts'
import { httpsFetch } from '../../shared/delivery/adapters/https-fetch.ts'
import { httpsInspectorate } from '../../shared/delivery/adapters/https-inspectorate.ts'
import { s3Archive } from '../../shared/delivery/adapters/s3-archive.ts'
import { kmsSigner } from '../../shared/delivery/adapters/signer.ts'
import { sqsDeliveryQueue } from '../../shared/delivery/adapters/sqs-delivery-queue.ts'
import { circuitBreaker } from '../../shared/delivery/circuit-breaker.ts'
import type { DeliverPorts } from '../../shared/delivery/deliver.ts'
import type { Inspectorate } from '../../shared/delivery/ports.ts'
import { dynamoMonitoring } from '../../shared/monitoring/adapters/dynamo-monitoring.ts'
import { tableFrom } from '../../shared/platform/adapters/table.ts'
import type { Clients, Wire } from '../../shared/platform/adapters/wire.ts'
import type { Runtime } from '../../shared/platform/runtime.ts'
import { type Settings, settingsFrom } from '../../shared/platform/settings.ts'
import { manifest } from './manifest.ts'

interface Others {
  /** Stands in for both URLs of the inspectorate; where not given, they are reached over the internet. */
  inspectorate?: Fetch
}

export const wire: Wire<DeliverPorts, 'documents' | 's3' | 'sqs' | 'kms', Others> = (
  environment,
  clients,
  runtime,
) => {
  const { clock, random, log } = runtime
  const settings = settingsFrom(manifest.settings, environment)
  const table = tableFrom(clients.documents, settings.TABLE_NAME, runtime)
  return {
    clock,
    random,
    log,
    events: eventLog(settings, table, clients.s3),
    outbox: dynamoOutbox(table),
    store: dynamoMonitoring(table),
    archive: s3Archive(clients.s3, settings.LEDGER_BUCKET),
    inspectorate: circuitBreaker(inspectorateOf(settings, clients, runtime), clock),
    attempts: sqsDeliveryQueue(clients.sqs, settings.ATTEMPTS_QUEUE_URL),
  }
}

/** Made once per instance: its token serves all that the instance delivers. */
const inspectorateOf = (
  settings: Settings<typeof manifest.settings>,
  { kms, inspectorate }: Pick<Clients, 'kms'> & Others,
  { clock, newId, log }: Runtime,
): Inspectorate => {
  const { INSPECTORATE_URL: baseUrl, INSPECTORATE_TOKEN_URL: tokenUrl } = settings
  const connection = {
    fetch: inspectorate ?? httpsFetch([baseUrl, tokenUrl]),
    signer: kmsSigner(kms, settings.SIGNING_KEY_ID),
    clock,
    log,
  }
  const clientId = settings.INSPECTORATE_CLIENT_ID
  const tokens = clientCredentials({ ...connection, tokenUrl, clientId, newId })
  return httpsInspectorate({ ...connection, baseUrl, tokens, timeout: AbortSignal.timeout })
}
