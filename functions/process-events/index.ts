import { S3Client } from '@aws-sdk/client-s3'
import { SchedulerClient } from '@aws-sdk/client-scheduler'
import { SESClient } from '@aws-sdk/client-ses'
import { SQSClient } from '@aws-sdk/client-sqs'
import { processingPorts } from '../../shared/outbox/adapters/processing-ports.ts'
import { documentClient } from '../../shared/platform/adapters/clients.ts'
import { systemWorld } from '../../shared/platform/adapters/system-world.ts'
import { make } from './handler.ts'

const clients = {
  documents: documentClient(),
  s3: new S3Client(),
  scheduler: new SchedulerClient(),
  sqs: new SQSClient(),
  // SES has no idempotency token: only `process-events` itself, which claims first, sends again.
  ses: new SESClient({ maxAttempts: 1 }),
}

export const handler = make(processingPorts(process.env, clients, systemWorld()))
