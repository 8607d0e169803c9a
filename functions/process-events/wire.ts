import type { Runtime } from '../../shared/platform/runtime.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { type ProcessingClients, processingPorts } from '../../shared/processing/adapters/processing-ports.ts'
import type { ProcessingPorts } from '../../shared/processing/process-event.ts'
import { manifest } from './manifest.ts'

/** Which adapter stands behind each port. */
export const wire = (
  environment: Readonly<Record<string, string | undefined>>,
  clients: ProcessingClients,
  runtime: Runtime,
): ProcessingPorts => processingPorts(settingsFrom(manifest.settings, environment), clients, runtime)
