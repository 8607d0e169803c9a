import { documentClient } from '../../shared/platform/adapters/clients.ts'
import { lateS3Client } from '../../shared/platform/adapters/late-s3-client.ts'
import { systemRuntime } from '../../shared/platform/adapters/system-runtime.ts'
import { make } from './handler.ts'
import { manifest } from './manifest.ts'
import { wire } from './wire.ts'

const limits = manifest.callLimits
const clients = { documents: documentClient(limits), s3: lateS3Client(limits) }

export const handler = make(wire(process.env, clients, systemRuntime()))
