import {
  callLimits,
  documentClient,
  s3Client,
  schedulerClient,
  sesClient,
  sqsClient,
} from '../../shared/platform/adapters/clients.ts'
import { systemWorld } from '../../shared/platform/adapters/system-world.ts'
import { processingPorts } from '../../shared/processing/adapters/processing-ports.ts'
import { make } from './handler.ts'

const limits = callLimits.sweep
const clients = {
  documents: documentClient(limits),
  s3: s3Client(limits),
  scheduler: schedulerClient(limits),
  sqs: sqsClient(limits),
  ses: sesClient(limits),
}

export const handler = make(processingPorts(process.env, clients, systemWorld()))
