import type { LogState } from '../consent/log.ts'

/** How a phase of the log reads as a delivery. There is none after a withdrawal. */
export const deliveryStatusOf = {
  given: 'planned',
  withdrawn: null,
  'in-delivery': 'in-progress',
  delivered: 'delivered',
  'nothing-to-deliver': 'nothing-to-deliver',
  'delivery-failed': 'failed',
} as const satisfies Record<LogState['phase'], string | null>

export type DeliveryStatus = NonNullable<(typeof deliveryStatusOf)[LogState['phase']]>

export const deliveryStatuses = Object.values(deliveryStatusOf).filter(status => status !== null)
