import * as z from 'zod/mini'
import { annotate, instant, integer, nullable } from '../platform/schemas.ts'

export const backlog = z.object({
  openEffects: integer(
    0,
    'Events and announcements whose mail, plan or start of delivery is still to be done though its time has come, of each counted up to 1,000.',
  ),
  openDeliveries: integer(3, 'Deliveries under way, counted up to 1,000.'),
  setAside: integer(
    0,
    'Events and announcements that cannot be read and wait for an operator, counted up to 1,000.',
  ),
  mailSeconds: integer(
    0,
    'Since the first event or announcement whose mail was not sent; 0 where none waits.',
  ),
  deliverySeconds: integer(
    660,
    'Since the planned moment of the first delivery that has not ended, or its new start; 0 where none waits.',
  ),
})

export const health = annotate(
  z.object({
    lastSweptAt: nullable(
      instant('2027-07-01T05:55:00.000Z', 'The last sweep, which comes every five minutes.'),
    ),
    ...backlog.shape,
    caughtUp: annotate(z.boolean(), {
      description: 'False where the table was restored and the ledger is not replayed into it.',
      examples: [true],
    }),
  }),
  { id: 'Health', description: 'Whether the service keeps up.' },
)
