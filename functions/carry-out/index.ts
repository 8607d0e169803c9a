import { S3Client } from '@aws-sdk/client-s3'
import { SchedulerClient } from '@aws-sdk/client-scheduler'
import { SESClient } from '@aws-sdk/client-ses'
import { SQSClient } from '@aws-sdk/client-sqs'
import { carryOutPorts } from '../../shared/follow-up/adapters/carry-out-ports.ts'
import { documentClient } from '../../shared/platform/adapters/clients.ts'
import { systemWorld } from '../../shared/platform/adapters/system-world.ts'
import { make } from './handler.ts'

const clients = {
  documents: documentClient(),
  s3: new S3Client(),
  scheduler: new SchedulerClient(),
  sqs: new SQSClient(),
  // SES has no idempotency token: only `carry-out` itself, which claims first, sends again.
  ses: new SESClient({ maxAttempts: 1 }),
}

export const handler = make(carryOutPorts(process.env, clients, systemWorld()))
