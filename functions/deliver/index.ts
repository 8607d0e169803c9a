import { KMSClient } from '@aws-sdk/client-kms'
import { S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import { documentClient } from '../../shared/platform/adapters/clients.ts'
import { systemWorld } from '../../shared/platform/adapters/system-world.ts'
import { make } from './handler.ts'
import { wire } from './wire.ts'

const clients = {
  documents: documentClient(),
  s3: new S3Client(),
  sqs: new SQSClient(),
  kms: new KMSClient(),
}

export const handler = make(wire(process.env, clients, systemWorld()))
