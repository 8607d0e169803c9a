import type { EventLog, Outbox } from '../consent/ports.ts'
import type { Clock, Instant } from '../platform/time.ts'
import type { SweepNote } from './ports.ts'

export interface HealthPorts {
  clock: Clock
  events: Pick<EventLog, 'isCurrent'>
  outbox: Pick<Outbox, 'waiting'>
  sweepNote: Pick<SweepNote, 'last'>
}

/** Whether what follows from events is kept up with. */
export interface Health {
  /** Null before the first sweep. */
  lastSweptAt: Instant | null
  /** Events that are due to be looked at and were not; one that was tried and waits for its next try is not. Up to 1,000. */
  openEffects: number
  /** Deliveries under way that are due for another attempt, counted up to 1,000. */
  openDeliveries: number
  /** Since when the first of both is due. */
  oldestDueAt: Instant | null
  /** False where the table was restored and the ledger is not replayed into it. */
  caughtUp: boolean
}

export const healthOf = async ({ clock, events, outbox, sweepNote }: HealthPorts): Promise<Health> => {
  const now = clock()
  const [lastSweptAt, effects, deliveries, caughtUp] = await Promise.all([
    sweepNote.last(),
    outbox.waiting('effects', now),
    outbox.waiting('deliveries', now),
    events.isCurrent(),
  ])
  const waiting = [effects.since, deliveries.since].filter(since => since !== null)
  return {
    lastSweptAt,
    openEffects: effects.count,
    openDeliveries: deliveries.count,
    oldestDueAt: waiting.sort()[0] ?? null,
    caughtUp,
  }
}
