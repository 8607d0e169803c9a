import type { Wire } from '../../shared/platform/adapters/wire.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { type ProcessingClients, processingPorts } from '../../shared/processing/adapters/processing-ports.ts'
import type { ProcessingPorts } from '../../shared/processing/process-event.ts'
import { manifest } from './manifest.ts'

export const wire: Wire<ProcessingPorts, keyof ProcessingClients> = (environment, clients, runtime) =>
  processingPorts(settingsFrom(manifest.settings, environment), clients, runtime)
