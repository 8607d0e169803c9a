import { s3Client } from '../../shared/platform/adapters/s3-client.ts'
import { systemRuntime } from '../../shared/platform/adapters/system-runtime.ts'
import { make } from './handler.ts'
import { manifest } from './manifest.ts'
import { wire } from './wire.ts'

const clients = { s3: s3Client(manifest.callLimits), cloudFormation: fetch }

export const handler = make(wire(process.env, clients, systemRuntime()))
