import { leaseFrom } from '../consent/recording.ts'
import { type Audience, type Notice, noticeReferenceOf } from '../notices/notice.ts'
import { administratorsMails } from '../notification/administrators-mail.ts'
import type { Mail } from '../notification/ports.ts'
import { reminderMail } from '../notification/reminder-mail.ts'
import { dayOf } from '../platform/time.ts'
import type { CarryOutPorts } from './carry-out.ts'
import { retryFrom, tryToSend } from './mailing.ts'

/**
 * Mails what a notice is about. Claimed first, and each mail noted before the next is sent, as with the mail about an
 * event: two who come at once do not mail twice. Safe to repeat.
 */
export const carryOutNotice = async (ports: CarryOutPorts, notice: Notice): Promise<void> => {
  const ids = idsOf(notice)
  const claim = { ...notice.effects, attempts: notice.effects.attempts + 1 }
  const lease = leaseFrom(ports.clock())
  if (!(await ports.notices.note(notice, claim, lease))) return
  let held: Notice = { ...notice, effects: claim, openAt: lease }
  const mails = await mailsLeft(ports, held)
  for (const [audience, mail] of mails) {
    const became = await tryToSend(ports, { ids, at: notice.at }, () => ports.mailer.send(mail))
    const effects = { ...held.effects, mails: { ...held.effects.mails, [audience]: became } }
    if (!(await ports.notices.note(held, effects, lease))) return
    held = { ...held, effects }
  }
  const isOpen = mails.some(([audience]) => isToBeSent(held, audience))
  await ports.notices.note(held, held.effects, isOpen ? retryFrom(ports, held.effects) : null)
  ports.log.info(isOpen ? 'EFFECTS_POSTPONED' : 'EFFECTS_CARRIED_OUT', ids)
}

const idsOf = (notice: Notice) => ({ notice: noticeReferenceOf(notice), traceId: notice.traceId })

const isToBeSent = ({ effects: { mails } }: Notice, audience: Audience): boolean =>
  (mails[audience]?.status ?? 'pending') === 'pending'

const mailsLeft = async (ports: CarryOutPorts, notice: Notice): Promise<readonly [Audience, Mail][]> => {
  const mails = Object.entries(await mailsOf(ports, notice)) as [Audience, Mail][]
  return mails.filter(([audience]) => isToBeSent(notice, audience))
}

const mailsOf = async (
  { clock, directory, log, portalUrl }: CarryOutPorts,
  notice: Notice,
): Promise<Partial<Record<Audience, Mail>>> => {
  const { boardId } = notice
  if (notice.kind === 'administrators') {
    const before =
      notice.version > 1 ? await directory.administrators(boardId, notice.version - 1) : undefined
    return administratorsMails(notice, before, portalUrl)
  }
  // Whoever is told now can do nothing about it any more; that nobody was told is for operators to know.
  if (dayOf(clock()) >= notice.untilDate) {
    log.error('MAIL_FAILED', { ...idsOf(notice), outcome: 'too-late' })
    return {}
  }
  const administrators = await directory.administrators(boardId)
  // Switched off since: then no reminder is wanted.
  if (!administrators?.reminders) return {}
  const to = administrators.items.map(({ email }) => email)
  return { present: reminderMail(notice, to, portalUrl) }
}
