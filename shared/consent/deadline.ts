import { dayOf, type Instant, startOf } from '../platform/time.ts'
import type { LogState } from './log.ts'

/** Rule 1: the first instant at which a consent can no longer be changed or withdrawn. */
export const editableUntil = (state: LogState): Instant => startOf(state.consent.terms.deliveryDate)

/** Rule 1: the day before is open to its end; the date itself, in Europe/Amsterdam, is not. */
export const hasReachedItsDate = (state: LogState, now: Instant): boolean =>
  dayOf(now) >= state.consent.terms.deliveryDate

/** Whether a save could be accepted now, the calendar and the results aside. */
export const isEditable = (state: LogState, now: Instant): boolean => {
  switch (state.phase) {
    case 'given':
      return !hasReachedItsDate(state, now)
    case 'in-delivery':
    case 'delivered':
      return false
    case 'withdrawn':
    case 'nothing-to-deliver':
    case 'delivery-failed':
      return true
  }
}

/** Rule 11: results and pupils are closed from 00:00 of the date, until a consent for a later date is given. */
export const areResultsClosed = (state: LogState | undefined, now: Instant): boolean =>
  state !== undefined && (state.resultsClosed || (state.phase === 'given' && hasReachedItsDate(state, now)))
