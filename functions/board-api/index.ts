import { documentClient } from '../../shared/platform/adapters/clients.ts'
import { systemRuntime } from '../../shared/platform/adapters/system-runtime.ts'
import { make } from './handler.ts'
import { manifest } from './manifest.ts'
import { wire } from './wire.ts'

const limits = manifest.callLimits
const clients = { documents: documentClient(limits) }

export const handler = make(wire(process.env, clients, systemRuntime()))
