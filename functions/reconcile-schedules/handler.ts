import { type ReconcileSchedulesPorts, reconcileSchedules } from '../../shared/outbox/reconcile-schedules.ts'
import { worker } from '../../shared/platform/worker.ts'

/** Once a night: schedules and consents in force, held against each other. */
export const make = (ports: ReconcileSchedulesPorts) => worker(ports.log, () => reconcileSchedules(ports))
