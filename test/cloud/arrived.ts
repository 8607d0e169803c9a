import { expect } from 'vitest'
import type { Delivery } from '../support/api/shapes.ts'
import { canonical, digestOf } from '../support/consent-story.ts'
import { received } from './stubs.ts'

/** Answers the report of a delivery, which arrived at the stub of the inspectorate once, byte for byte as agreed. */
export const reportArrived = async ({
  deliveryId,
  receiptId,
  reportDigest,
}: Pick<Delivery, 'deliveryId' | 'receiptId' | 'reportDigest'>): Promise<unknown> => {
  const ofSchool = deliveryId.replace(/\d+$/, '')
  const [arrived, ...more] = (await received()).filter(({ idempotencyKey }) =>
    idempotencyKey.startsWith(ofSchool),
  )
  expect(more).toEqual([])
  expect(arrived).toMatchObject({ signatureValid: true, receiptId })
  const { report } = JSON.parse(arrived!.payload)
  expect(digestOf(canonical(report))).toBe(reportDigest)
  return report
}
