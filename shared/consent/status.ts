import type { LogState } from './log.ts'

/** Where a school can stand in a school year, and how people read it. */
export const statusInWords = {
  'no-results': 'nog geen resultaten',
  'awaiting-consent': 'nog geen toestemming',
  'consent-given': 'toestemming gegeven',
  'consent-withdrawn': 'toestemming ingetrokken',
  'in-delivery': 'levering bezig',
  delivered: 'geleverd',
  'nothing-to-deliver': 'niets geleverd',
  'delivery-failed': 'levering mislukt',
} as const

export type MonitoringStatus = keyof typeof statusInWords

export const monitoringStatuses = Object.keys(statusInWords) as readonly MonitoringStatus[]

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
