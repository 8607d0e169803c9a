import * as z from 'zod/mini'
import { conduct, deliveryDate, givenAt, notYet, version } from '../consent/schemas.ts'
import { level, reportDocument } from '../monitoring/schemas.ts'
import { annotate, digest, instant, integer, nullable, pattern, singleLine } from '../platform/schemas.ts'
import { deliveryStatuses } from './status.ts'

// What the OpenAPI document says of deliveries.

export const deliveryId = pattern<string>(
  /^[0-9]{2}[A-Z]{2}[0-9]{2}_[0-9]{4}-[0-9]{4}_[1-9][0-9]{0,7}$/,
  25,
  {
    id: 'DeliveryId',
    description:
      'School, school year and version of the consent. It follows that version until 00:00 of the date, and is the same over all attempts.',
    examples: ['99AA00_2026-2027_1'],
  },
)

const deliveryStatus = annotate(z.enum(deliveryStatuses), { id: 'DeliveryStatus' })

export const deliveryFields = {
  deliveryId,
  status: deliveryStatus,
  plannedAt: instant('2027-07-01T05:44:00.000Z', 'When it starts: each school has its own minute.'),
  deliveredAt: notYet('When the inspectorate received it.'),
  receiptId: nullable(singleLine('ontvangst-000001', 'The inspectorate’s own number.'), { examples: [null] }),
  reportDigest: nullable(digest('SHA-256 of the report; null where results do not allow the level.')),
  attempts: integer(0, 'How often it was sent.'),
}

export const delivery = annotate(z.object(deliveryFields), {
  id: 'Delivery',
  description: 'The delivery of a report (levering), planned from the consent on.',
})

export const payload = annotate(
  z.object({
    schemaVersion: z.literal('1.0'),
    deliveryId,
    consent: z.object({
      version,
      givenAt,
      level,
      deliveryDate,
    }),
    conduct,
    report: reportDocument,
  }),
  { id: 'Payload', description: 'The bytes the inspectorate received, as RFC 8785 writes them.' },
)
