import { type Announcement, announcementReferenceOf } from '../announcements/announcement.ts'
import { mailsAbout } from '../notification/board-mails.ts'
import { finish, isToBeSent, sendMails } from '../outbox/mailing.ts'
import { claim } from '../outbox/outbox.ts'
import type { ProcessingPorts } from './process-event.ts'

/** Mails what an announcement is about. Claimed first, as an event is: two who come at once do not mail twice. Safe to repeat. */
export const processAnnouncement = async (
  ports: ProcessingPorts,
  announcement: Announcement,
): Promise<void> => {
  const outbox = ports.announcements
  const mailing = { ...ports, outbox, reread: (entry: Announcement) => outbox.open(entry) }
  const claimed = await claim(outbox, announcement, ports.clock())
  if (!claimed) return
  const ids = idsOf(claimed)
  const mails = Object.entries(await mailsAbout(ports, claimed))
  const sends = mails.map(([audience, mail]) => [audience, () => ports.mailer.send(mail)] as const)
  const mailed = await sendMails(mailing, claimed, ids, Object.fromEntries(sends))
  if (!mailed) return
  const isOpen = mails.some(([audience]) => isToBeSent(mailed.effects.mails, audience))
  await finish(mailing, mailed, ids, isOpen)
}

const idsOf = (announcement: Announcement) => ({
  announcement: announcementReferenceOf(announcement),
  traceId: announcement.traceId,
})
