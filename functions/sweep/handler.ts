import { worker } from '../../shared/platform/worker.ts'
import { type SweepPorts, sweep } from '../../shared/processing/sweep.ts'

/** Every five minutes: what was missed, whatever became of its stream record, schedule or message. */
export const make = (ports: SweepPorts) => worker(ports.log, () => sweep(ports))
