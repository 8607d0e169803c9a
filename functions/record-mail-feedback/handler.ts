import * as z from 'zod/mini'
import { isAnnouncementReference } from '../../shared/announcements/announcement.ts'
import { eventKeyFrom } from '../../shared/consent/event-name.ts'
import { type BouncePorts, recordBounce } from '../../shared/outbox/record-bounce.ts'
import { worker } from '../../shared/platform/worker.ts'

/** What the rule hands on of SES' own event: which mail came back. Addresses stay behind. */
const feedback = z.object({ reference: z.string() })

/** A mail came back, or was complained of: noted with the event it was about. Of an announcement to a board operators are told. */
export const make = (ports: BouncePorts) =>
  worker(ports.log, async (event: unknown): Promise<void> => {
    const { reference } = feedback.parse(event)
    const key = eventKeyFrom(reference)
    if (key) await recordBounce(ports, key)
    else if (isAnnouncementReference(reference)) ports.log.error('MAIL_BOUNCED', { announcement: reference })
  })
