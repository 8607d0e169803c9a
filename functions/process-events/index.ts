import { systemRuntime } from '../../shared/platform/adapters/system-runtime.ts'
import { processingClients } from '../../shared/processing/adapters/processing-ports.ts'
import { make } from './handler.ts'
import { manifest } from './manifest.ts'
import { wire } from './wire.ts'

export const handler = make(wire(process.env, processingClients(manifest.callLimits), systemRuntime()))
