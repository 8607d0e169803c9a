import { type Announcement, type Audience, announcementReferenceOf } from '../announcements/announcement.ts'
import { leaseFrom } from '../consent/recording.ts'
import { administratorsMails } from '../notification/administrators-mail.ts'
import type { Mail } from '../notification/ports.ts'
import { reminderMail } from '../notification/reminder-mail.ts'
import { dayOf } from '../platform/time.ts'
import { retryFrom, tryToSend } from './mailing.ts'
import type { ProcessingPorts } from './process-event.ts'

/**
 * Mails what an announcement is about. Claimed first, and each outcome saved before the next is sent, as with the mail about an
 * event: two who come at once do not mail twice. Safe to repeat.
 */
export const processAnnouncement = async (
  ports: ProcessingPorts,
  announcement: Announcement,
): Promise<void> => {
  const ids = idsOf(announcement)
  const claim = { ...announcement.effects, attempts: announcement.effects.attempts + 1 }
  const lease = leaseFrom(ports.clock())
  if (!(await ports.announcements.saveOutcome(announcement, claim, lease))) return
  let held: Announcement = { ...announcement, effects: claim, nextAttemptAt: lease }
  const mails = await mailsLeft(ports, held)
  for (const [audience, mail] of mails) {
    const became = await tryToSend(ports, { ids, at: announcement.at }, () => ports.mailer.send(mail))
    const effects = { ...held.effects, mails: { ...held.effects.mails, [audience]: became } }
    if (!(await ports.announcements.saveOutcome(held, effects, lease))) return
    held = { ...held, effects }
  }
  const isOpen = mails.some(([audience]) => isToBeSent(held, audience))
  await ports.announcements.saveOutcome(held, held.effects, isOpen ? retryFrom(ports, held.effects) : null)
  ports.log.info(isOpen ? 'EFFECTS_POSTPONED' : 'EFFECTS_DONE', ids)
}

const idsOf = (announcement: Announcement) => ({
  announcement: announcementReferenceOf(announcement),
  traceId: announcement.traceId,
})

const isToBeSent = ({ effects: { mails } }: Announcement, audience: Audience): boolean =>
  (mails[audience]?.status ?? 'pending') === 'pending'

const mailsLeft = async (
  ports: ProcessingPorts,
  announcement: Announcement,
): Promise<readonly [Audience, Mail][]> => {
  const mails = Object.entries(await mailsOf(ports, announcement)) as [Audience, Mail][]
  return mails.filter(([audience]) => isToBeSent(announcement, audience))
}

const mailsOf = async (
  { clock, directory, log, portalUrl }: ProcessingPorts,
  announcement: Announcement,
): Promise<Partial<Record<Audience, Mail>>> => {
  const { boardId } = announcement
  if (announcement.kind === 'administrators') {
    const before =
      announcement.version > 1 ? await directory.administrators(boardId, announcement.version - 1) : undefined
    return administratorsMails(announcement, before, portalUrl)
  }
  // Whoever is told now can do nothing about it any more; that nobody was told is for operators to know.
  if (dayOf(clock()) >= announcement.untilDate) {
    log.error('MAIL_FAILED', { ...idsOf(announcement), outcome: 'too-late' })
    return {}
  }
  const administrators = await directory.administrators(boardId)
  // Switched off since: then no reminder is wanted.
  if (!administrators?.reminders) return {}
  const to = administrators.items.map(({ email }) => email)
  return { present: reminderMail(announcement, to, portalUrl) }
}
