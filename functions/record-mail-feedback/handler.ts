import * as z from 'zod/mini'
import { eventKeyFrom } from '../../shared/consent/event-name.ts'
import { type BouncePorts, recordBounce } from '../../shared/follow-up/record-bounce.ts'
import { worker } from '../../shared/platform/worker.ts'

/** What the rule hands on of SES' own event: which mail came back. Addresses stay behind. */
const feedback = z.object({ reference: z.string() })

/** A mail came back, or was complained of: noted with the event it was about. */
export const make = (ports: BouncePorts) =>
  worker(ports.log, async (event: unknown): Promise<void> => {
    const key = eventKeyFrom(feedback.parse(event).reference)
    if (key) await recordBounce(ports, key)
  })
