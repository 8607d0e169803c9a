import { type ReplayPorts, replay } from '../../shared/consent/replay.ts'
import { worker } from '../../shared/platform/worker.ts'

/** Called by an operator after a restore: the table gets the events it lacks, and the service goes on. */
export const make = (ports: ReplayPorts) =>
  worker(ports.log, async (): Promise<{ replayed: number }> => ({ replayed: await replay(ports) }))
