import { documentClient, schedulerClient } from '../../shared/platform/adapters/clients.ts'
import { lazyS3Client } from '../../shared/platform/adapters/lazy-s3-client.ts'
import { systemRuntime } from '../../shared/platform/adapters/system-runtime.ts'
import { make } from './handler.ts'
import { manifest } from './manifest.ts'
import { wire } from './wire.ts'

const limits = manifest.callLimits
const clients = {
  documents: documentClient(limits),
  s3: lazyS3Client(limits),
  scheduler: schedulerClient(limits),
}

export const handler = make(wire(process.env, clients, systemRuntime()))
