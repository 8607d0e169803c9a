import type { LogKey, LogState } from '../consent/log.ts'
import type { PublishableReport } from '../monitoring/report.ts'
import { canonicalBytes } from '../platform/canonical.ts'
import { deliveryIdOf } from './delivery.ts'

/** What the inspectorate gets (contract section 6), as RFC 8785 bytes. The report can only be one that withholds. */
export const payloadOf = (key: LogKey, state: LogState, report: PublishableReport): Uint8Array => {
  const { terms, given } = state.consent
  return canonicalBytes({
    schemaVersion: '1.0',
    deliveryId: deliveryIdOf(key, state),
    consent: {
      version: state.consentVersion,
      givenAt: given.at,
      level: terms.level,
      deliveryDate: terms.deliveryDate,
    },
    conduct: terms.conduct,
    report,
  })
}
