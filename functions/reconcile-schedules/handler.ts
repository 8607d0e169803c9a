import { worker } from '../../shared/platform/worker.ts'
import {
  type ReconcileSchedulesPorts,
  reconcileSchedules,
} from '../../shared/processing/reconcile-schedules.ts'

/** Once a night: schedules and consents in force, held against each other. */
export const make = (ports: ReconcileSchedulesPorts) => worker(ports.log, () => reconcileSchedules(ports))
