import {
  type Announcement,
  type AnnouncementKind,
  type AnnouncementOf,
  type Audience,
  announcementReferenceOf,
  type OpenIssue,
  type Reminder,
} from '../announcements/announcement.ts'
import type { BoardId } from '../directory/identifiers.ts'
import type { Directory } from '../directory/ports.ts'
import type { Log } from '../platform/log.ts'
import { type Clock, dayInWords, dayOf, daysBefore, momentInWords } from '../platform/time.ts'
import { administratorsMails } from './administrators-mail.ts'
import { mailOf } from './mail.ts'
import { type MailContent, onOneLine, paragraph } from './mail-content.ts'
import { boardAddress } from './portal-address.ts'
import type { Mail } from './ports.ts'
import { boardInWords } from './wording.ts'

export interface BoardMailPorts {
  clock: Clock
  directory: Pick<Directory, 'administrators' | 'boards'>
  log: Log
  portalUrl: string
}

/** The mails about an announcement, by whom they are to: none where nobody is to be told any more. */
export const mailsAbout = (
  ports: BoardMailPorts,
  announcement: Announcement,
): Promise<Partial<Record<Audience, Mail>>> =>
  (mailsOf[announcement.kind] as MailsOf<AnnouncementKind>)(ports, announcement)

type MailsOf<Kind extends AnnouncementKind> = (
  ports: BoardMailPorts,
  announcement: AnnouncementOf<Kind>,
) => Promise<Partial<Record<Audience, Mail>>>

/** What is read for each kind of announcement, and its mails. */
const mailsOf: { [Kind in AnnouncementKind]: MailsOf<Kind> } = {
  administrators: async ({ directory, portalUrl }, announcement) => {
    const { boardId, version } = announcement
    const [boardName, before] = await Promise.all([
      nameOf(directory, boardId),
      version > 1 ? directory.administrators(boardId, version - 1) : undefined,
    ])
    return administratorsMails(announcement, before, { boardName, portalUrl })
  },

  reminder: async ({ clock, directory, log, portalUrl }, announcement) => {
    const { boardId, traceId } = announcement
    // Whoever is told now can do nothing about it any more; that nobody was told is for operators to know.
    if (dayOf(clock()) >= announcement.untilDate) {
      log.error('MAIL_FAILED', {
        announcement: announcementReferenceOf(announcement),
        traceId,
        outcome: 'too-late',
      })
      return {}
    }
    const administrators = await directory.administrators(boardId)
    // Switched off since: then no reminder is wanted.
    if (!administrators?.reminders) return {}
    const to = administrators.items.map(({ email }) => email)
    const boardName = await nameOf(directory, boardId)
    return { present: reminderMail(announcement, { boardName, to }, portalUrl) }
  },
}

const nameOf = async (directory: BoardMailPorts['directory'], boardId: BoardId): Promise<string> =>
  boardInWords(await directory.boards([boardId]), boardId)

const inWords: Record<OpenIssue, string> = {
  'awaiting-consent': 'nog geen toestemming',
  'consent-withdrawn': 'toestemming ingetrokken',
  'nothing-to-deliver': 'niets geleverd, u kunt opnieuw toestemming geven',
  'delivery-failed': 'levering mislukt, u kunt opnieuw toestemming geven',
}

/**
 * The mail that reminds a board, before the last delivery window closes, of its schools that have results and no
 * consent, in Dutch: one message `to` all its administrators. Names and codes of schools, and no figures.
 */
export const reminderMail = (
  reminder: Reminder,
  { boardName, to }: { boardName: string; to: readonly string[] },
  portalUrl: string,
): Mail =>
  mailOf(contentAbout(reminder, boardName, portalUrl), to, {
    reference: announcementReferenceOf(reminder),
    traceId: reminder.traceId,
  })

const contentAbout = (
  { boardId, schoolYear, untilDate, schools, at }: Reminder,
  boardName: string,
  portalUrl: string,
): MailContent => {
  const count = schools.length === 1 ? '1 school' : `${schools.length} scholen`
  // Rule 1: on the delivery date itself it is too late to give consent for it.
  const lastOpenDay = dayInWords(daysBefore(untilDate, 1))
  return {
    subject: `Herinnering: ${count} zonder toestemming, ${schoolYear}`,
    heading: `Herinnering: ${count} zonder toestemming`,
    blocks: [
      paragraph(
        `Van ${count} van uw bestuur zijn er resultaten van de monitoring sociale veiligheid. Er is geen toestemming om ze te leveren aan de Inspectie van het Onderwijs.`,
      ),
      paragraph(`U kunt tot en met ${lastOpenDay} toestemming geven. Daarna kan dat niet meer.`),
      {
        kind: 'facts',
        caption: 'Zonder toestemming',
        facts: schools.map(({ schoolId, schoolName, openIssue }) => [
          `${onOneLine(schoolName)} (${schoolId})`,
          inWords[openIssue],
        ]),
      },
      {
        kind: 'facts',
        caption: 'Gegevens',
        facts: [
          ['Bestuur', boardName],
          ['Schooljaar', schoolYear],
          ['Laatste doorleverdatum', dayInWords(untilDate)],
          ['Status op', momentInWords(at)],
        ],
      },
      paragraph('Wilt u leveren? Geef dan toestemming in het portaal, of vraag de school om dat te doen.'),
      paragraph('Wilt u niet leveren? Dan hoeft u niets te doen.'),
      {
        kind: 'link',
        text: 'Bekijk uw scholen in het portaal',
        url: boardAddress(portalUrl, boardId, schoolYear),
      },
    ],
    footer: `Dit is een automatisch bericht aan de gebruikersbeheerders van ${boardName}. U krijgt het omdat uw bestuur herinneringen heeft aangezet.`,
  }
}
