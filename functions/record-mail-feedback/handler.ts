import * as z from 'zod/mini'
import { isAnnouncementReference } from '../../shared/announcements/announcement.ts'
import { eventMailFrom } from '../../shared/consent/event-name.ts'
import { worker } from '../../shared/platform/worker.ts'
import { type BouncePorts, recordBounce } from '../../shared/processing/record-bounce.ts'

/** What the rule hands on of SES' own event: which mail came back. Addresses stay behind. */
const feedback = z.object({ reference: z.string() })

/** A mail that came back, or was complained of, is saved with its event; that of an announcement is logged for operators. */
export const make = (ports: BouncePorts) =>
  worker(ports.log, async (event: unknown): Promise<void> => {
    const { reference } = feedback.parse(event)
    const mail = eventMailFrom(reference)
    if (mail) await recordBounce(ports, mail)
    else if (isAnnouncementReference(reference)) ports.log.error('MAIL_BOUNCED', { announcement: reference })
  })
