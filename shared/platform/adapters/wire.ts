import type { KMSClient } from '@aws-sdk/client-kms'
import type { S3Client } from '@aws-sdk/client-s3'
import type { SchedulerClient } from '@aws-sdk/client-scheduler'
import type { SESClient } from '@aws-sdk/client-ses'
import type { SQSClient } from '@aws-sdk/client-sqs'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Runtime } from '../runtime.ts'

/** The clients that functions are made with, as far as they are used: a fake may stand in for each. */
export interface Clients {
  documents: Pick<DynamoDBDocumentClient, 'send'>
  kms: Pick<KMSClient, 'send'>
  s3: Pick<S3Client, 'send'>
  scheduler: Pick<SchedulerClient, 'send'>
  ses: Pick<SESClient, 'send'>
  sqs: Pick<SQSClient, 'send'>
}

/** Which adapter stands behind each port of a function. */
export type Wire<Ports, Used extends keyof Clients, Others = unknown> = (
  environment: Readonly<Record<string, string | undefined>>,
  clients: Pick<Clients, Used> & Others,
  runtime: Runtime,
) => Ports
