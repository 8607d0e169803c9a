import { type CheckSchedulesPorts, checkSchedules } from '../../shared/follow-up/check-schedules.ts'
import { worker } from '../../shared/platform/worker.ts'

/** Once a night: schedules and consents in force, held against each other. */
export const make = (ports: CheckSchedulesPorts) => worker(ports.log, () => checkSchedules(ports))
