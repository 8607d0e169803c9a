import type { LogState } from '../consent/log.ts'

export const deliveryStatuses = [
  'planned',
  'in-progress',
  'delivered',
  'nothing-to-deliver',
  'failed',
] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** How a phase of the log reads as a delivery. There is none after a withdrawal. */
export const deliveryStatusOf = {
  given: 'planned',
  withdrawn: null,
  'in-delivery': 'in-progress',
  delivered: 'delivered',
  'nothing-to-deliver': 'nothing-to-deliver',
  'delivery-failed': 'failed',
} as const satisfies Record<LogState['phase'], DeliveryStatus | null>
