import type { KMSClient } from '@aws-sdk/client-kms'
import type { S3Client } from '@aws-sdk/client-s3'
import type { SQSClient } from '@aws-sdk/client-sqs'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { dynamoEventLog, dynamoOutbox } from '../../shared/consent/adapters/dynamo-event-log.ts'
import { type Fetch, httpsInspectorate } from '../../shared/delivery/adapters/https-inspectorate.ts'
import { kmsSigner } from '../../shared/delivery/adapters/payload-signature.ts'
import { s3Archive } from '../../shared/delivery/adapters/s3-archive.ts'
import { sqsDeliveryQueue } from '../../shared/delivery/adapters/sqs-delivery-queue.ts'
import type { DeliverPorts } from '../../shared/delivery/deliver.ts'
import { dynamoMonitoring } from '../../shared/monitoring/adapters/dynamo-monitoring.ts'
import { setting, settingsFrom } from '../../shared/platform/settings.ts'
import type { World } from '../../shared/platform/world.ts'

interface Clients {
  documents: Pick<DynamoDBDocumentClient, 'send'>
  s3: Pick<S3Client, 'send'>
  sqs: Pick<SQSClient, 'send'>
  kms: Pick<KMSClient, 'send'>
  fetch: Fetch
}

const settingsOf = {
  TABLE_NAME: setting,
  DELIVERIES_QUEUE_URL: setting,
  ARCHIVE_BUCKET: setting,
  INSPECTORATE_URL: setting,
  SIGNING_KEY_ID: setting,
}

/** How long one answer of the inspectorate is waited for. */
const ANSWER_MILLISECONDS = 20_000

/** Which adapter stands behind each port. */
export const wire = (
  environment: Readonly<Record<string, string | undefined>>,
  clients: Clients,
  { clock, random, log }: World,
): DeliverPorts => {
  const settings = settingsFrom(settingsOf, environment)
  const table = { client: clients.documents, name: settings.TABLE_NAME }
  return {
    clock,
    random,
    log,
    events: dynamoEventLog(table),
    outbox: dynamoOutbox(table),
    store: dynamoMonitoring(table),
    archive: s3Archive(clients.s3, settings.ARCHIVE_BUCKET),
    inspectorate: httpsInspectorate({
      baseUrl: settings.INSPECTORATE_URL,
      fetch: clients.fetch,
      sign: kmsSigner(clients.kms, settings.SIGNING_KEY_ID),
      clock,
      timeout: () => AbortSignal.timeout(ANSWER_MILLISECONDS),
    }),
    queue: sqsDeliveryQueue(clients.sqs, settings.DELIVERIES_QUEUE_URL),
  }
}
