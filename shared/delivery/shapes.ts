import * as z from 'zod/mini'
import { conduct, notYet, version } from '../consent/shapes.ts'
import { level, reportDocument } from '../monitoring/shapes.ts'
import { digest, formed, instant, line, localDate, orNull, tell, whole } from '../platform/shapes.ts'
import { type DeliveryView, deliveryStatuses } from './delivery.ts'

// What the OpenAPI document says of deliveries.

export const deliveryId = formed<string>(/^[0-9]{2}[A-Z]{2}[0-9]{2}_[0-9]{4}-[0-9]{4}_[1-9][0-9]{0,7}$/, 25, {
  id: 'DeliveryId',
  description:
    'School, school year and version of the consent. It follows that version until 00:00 of the date, and is the same over all attempts.',
  examples: ['99AA00_2026-2027_1'],
})

export const deliveryStatus = tell(z.enum(deliveryStatuses), { id: 'DeliveryStatus' })

export const deliveryFields = {
  deliveryId,
  status: deliveryStatus,
  plannedAt: instant('2027-07-01T05:44:00.000Z', 'When it starts: each school has its own minute.'),
  deliveredAt: notYet('When the inspectorate received it.'),
  receiptId: orNull(line('ontvangst-000001', 'The inspectorate’s own number.'), { examples: [null] }),
  reportDigest: orNull(digest('SHA-256 of the report; null where results do not allow the level.')),
  attempts: whole(0, 'How often it was sent.'),
}

export const delivery: z.ZodMiniType<DeliveryView> = tell(z.object(deliveryFields), {
  id: 'Delivery',
  description: 'The delivery of a report (levering), planned from the consent on.',
})

export const payload = tell(
  z.object({
    schemaVersion: z.literal('1.0'),
    deliveryId,
    consent: z.object({
      version,
      givenAt: instant('2027-05-11T12:03:00.000Z', 'When consent was given.'),
      level,
      deliveryDate: localDate('2027-07-01', 'The date agreed to.'),
    }),
    conduct,
    report: reportDocument,
  }),
  { id: 'Payload', description: 'The bytes the inspectorate received, as RFC 8785 writes them.' },
)
