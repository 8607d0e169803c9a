import {
  type Announcement,
  type AnnouncementKind,
  type AnnouncementOf,
  type Audience,
  announcementReferenceOf,
} from '../announcements/announcement.ts'
import type { BoardId } from '../directory/identifiers.ts'
import { administratorsMails } from '../notification/administrators-mail.ts'
import type { Mail } from '../notification/ports.ts'
import { reminderMail } from '../notification/reminder-mail.ts'
import { boardInWords } from '../notification/wording.ts'
import { finish, isToBeSent, sendMails } from '../outbox/mailing.ts'
import { claim } from '../outbox/outbox.ts'
import { dayOf } from '../platform/time.ts'
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
  const mails = Object.entries(await (mailsAbout[claimed.kind] as MailsOf<AnnouncementKind>)(ports, claimed))
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

const nameOf = async (directory: ProcessingPorts['directory'], boardId: BoardId): Promise<string> =>
  boardInWords(await directory.boards([boardId]), boardId)

type MailsOf<Kind extends AnnouncementKind> = (
  ports: ProcessingPorts,
  announcement: AnnouncementOf<Kind>,
) => Promise<Partial<Record<Audience, Mail>>>

/** The mails about each kind of announcement. */
const mailsAbout: { [Kind in AnnouncementKind]: MailsOf<Kind> } = {
  administrators: async ({ directory, portalUrl }, announcement) => {
    const { boardId, version } = announcement
    const [boardName, before] = await Promise.all([
      nameOf(directory, boardId),
      version > 1 ? directory.administrators(boardId, version - 1) : undefined,
    ])
    return administratorsMails(announcement, before, { boardName, portalUrl })
  },

  reminder: async ({ clock, directory, log, portalUrl }, announcement) => {
    // Whoever is told now can do nothing about it any more; that nobody was told is for operators to know.
    if (dayOf(clock()) >= announcement.untilDate) {
      log.error('MAIL_FAILED', { ...idsOf(announcement), outcome: 'too-late' })
      return {}
    }
    const { boardId } = announcement
    const administrators = await directory.administrators(boardId)
    // Switched off since: then no reminder is wanted.
    if (!administrators?.reminders) return {}
    const to = administrators.items.map(({ email }) => email)
    const boardName = await nameOf(directory, boardId)
    return { present: reminderMail(announcement, { boardName, to }, portalUrl) }
  },
}
