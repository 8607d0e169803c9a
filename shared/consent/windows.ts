import type { DeliveryWindow } from '../directory/ports.ts'
import { dayOf, type Instant, type LocalDate } from '../platform/time.ts'
import type { LogState } from './log.ts'

/** The windows a school can choose its delivery date from. */
export type OfferedWindows = readonly { fromDate: LocalDate; untilDate: LocalDate }[]

/**
 * Rule 2: the windows of the calendar that have a day after today left. Nothing is offered once delivered; until then
 * a school is `not-delivered`, so that a catch-up window is offered as well.
 */
export const offeredWindows = (
  calendar: readonly DeliveryWindow[],
  state: LogState | undefined,
  now: Instant,
): OfferedWindows =>
  state?.phase === 'delivered'
    ? []
    : calendar
        .filter(window => window.untilDate > dayOf(now))
        .map(({ fromDate, untilDate }) => ({ fromDate, untilDate }))

/** Both ends of a window count. */
export const isOffered = (date: LocalDate, windows: OfferedWindows): boolean =>
  windows.some(window => window.fromDate <= date && date <= window.untilDate)
