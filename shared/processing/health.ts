import type { EventLog } from '../consent/ports.ts'
import type { Instant } from '../platform/time.ts'
import { type Backlog, type BacklogPorts, backlogOf } from './backlog.ts'
import type { LastSweep } from './ports.ts'

export interface HealthPorts {
  events: Pick<EventLog, 'isCurrent'>
  lastSweep: Pick<LastSweep, 'read'>
  /** Read as it stands, also in a table that was restored and lacks events. */
  backlog: BacklogPorts
}

/** Whether what follows from events is kept up with: what the sweep says of it, at this moment. */
export interface Health extends Backlog {
  /** Null before the first sweep. */
  lastSweptAt: Instant | null
  /** False where the table was restored and the ledger is not replayed into it. */
  caughtUp: boolean
}

export const healthOf = async ({ events, lastSweep, backlog }: HealthPorts): Promise<Health> => {
  const [lastSweptAt, caughtUp, waiting] = await Promise.all([
    lastSweep.read(),
    events.isCurrent(),
    backlogOf(backlog),
  ])
  return { lastSweptAt, caughtUp, ...waiting }
}
