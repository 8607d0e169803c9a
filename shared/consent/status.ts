import type { LogState } from './log.ts'

export const monitoringStatuses = [
  'no-results',
  'awaiting-consent',
  'consent-given',
  'consent-withdrawn',
  'in-delivery',
  'delivered',
  'nothing-to-deliver',
  'delivery-failed',
] as const
export type MonitoringStatus = (typeof monitoringStatuses)[number]

/** Where a school stands in a school year, in the portal's words. */
export const statusOf = (state: LogState | undefined, hasResults: boolean): MonitoringStatus => {
  if (!state) return hasResults ? 'awaiting-consent' : 'no-results'
  switch (state.phase) {
    case 'given':
      return 'consent-given'
    case 'withdrawn':
      return 'consent-withdrawn'
    default:
      return state.phase
  }
}
