import { type Clock, type Instant, secondsAfter } from '../platform/time.ts'
import type { AttemptOutcome, Inspectorate } from './ports.ts'

/** So many failures in a row before nothing is sent for a while. */
const FAILURES = 3
const OPEN_SECONDS = 15

/**
 * An inspectorate that is away is asked once in a while, by whoever comes first: all others are kept back at
 * once, and do not wait for an answer that does not come. Known to one instance of the function, and forgotten with it.
 */
export const circuitBreaker = (inspectorate: Inspectorate, clock: Clock): Inspectorate => {
  let failures = 0
  let openUntil: Instant | undefined
  return {
    async deliver(deliveryId, bytes) {
      const now = clock()
      if (failures >= FAILURES && openUntil && now < openUntil) return { kind: 'kept-back', status: null }
      openUntil = secondsAfter(now, OPEN_SECONDS)
      const outcome = await inspectorate.deliver(deliveryId, bytes)
      failures = isAway(outcome) ? failures + 1 : 0
      openUntil = secondsAfter(clock(), OPEN_SECONDS)
      return outcome
    },
    find: (deliveryId, bytes) => inspectorate.find(deliveryId, bytes),
  }
}

/** Who asks to be left alone for a while is there, and so is who says anything about this delivery. */
const isAway = ({ kind, status }: AttemptOutcome & { status?: number | null }): boolean =>
  kind === 'unknown' || kind === 'not-posted' || (kind === 'later' && status !== 429)
