import type * as z from 'zod/mini'
import type { EventLog } from '../consent/ports.ts'
import { type BacklogPorts, backlogOf } from './backlog.ts'
import type { LastSweep } from './ports.ts'
import type { health } from './schemas.ts'

export interface HealthPorts {
  events: Pick<EventLog, 'isCurrent'>
  lastSweep: Pick<LastSweep, 'read'>
  /** Read as it stands, also in a table that was restored and lacks events. */
  backlog: BacklogPorts
}

/** Whether what follows from events is kept up with: what the sweep says of it, at this moment. */
export type Health = z.output<typeof health>

export const healthOf = async ({ events, lastSweep, backlog }: HealthPorts): Promise<Health> => {
  const [lastSweptAt, caughtUp, waiting] = await Promise.all([
    lastSweep.read(),
    events.isCurrent(),
    backlogOf(backlog),
  ])
  return { lastSweptAt, caughtUp, ...waiting }
}
