import { kmsClient } from '../../shared/platform/adapters/clients.ts'
import { s3Client } from '../../shared/platform/adapters/s3-client.ts'
import { systemRuntime } from '../../shared/platform/adapters/system-runtime.ts'
import { make } from './handler.ts'
import { manifest } from './manifest.ts'
import { wire } from './wire.ts'

const limits = manifest.callLimits
const clients = { kms: kmsClient(limits), s3: s3Client(limits) }

export const handler = make(wire(process.env, clients, systemRuntime()))
