import { type SweepPorts, sweep } from '../../shared/outbox/sweep.ts'
import { worker } from '../../shared/platform/worker.ts'

/** Every five minutes: what was missed, whatever became of its stream record, schedule or message. */
export const make = (ports: SweepPorts) => worker(ports.log, () => sweep(ports))
