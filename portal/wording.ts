import { levelInWords } from '../shared/consent/in-words.ts'
import { decimal } from '../shared/monitoring/in-words.ts'
import type { ConsentView, Level, Monitoring, QuestionnaireId } from './shapes.ts'

const ZONE = 'Europe/Amsterdam'
const DAY_MS = 24 * 3600 * 1000

/** One text out of what is too long for one line of source. */
export const sentences = (...parts: readonly string[]): string => parts.join(' ')

/** `1 juli 2027`, of a day of the calendar. */
export const dayInWords = (day: string): string => longDay(new Date(`${day}T12:00:00Z`))

/** `1 juli 2027 om 07:12`, of a moment, in Europe/Amsterdam. */
export const momentInWords = (moment: string): string =>
  new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeStyle: 'short', timeZone: ZONE }).format(
    new Date(moment),
  )

/** The last whole day before a moment that is itself excluded. */
export const lastDayBefore = (moment: string): string => longDay(new Date(Date.parse(moment) - 1))

/** `30 juni 2027`, of the day before one of the calendar. */
export const dayBefore = (day: string): string => longDay(new Date(Date.parse(`${day}T12:00:00Z`) - DAY_MS))

/** `2027-07-01`, the day after that of a moment in Europe/Amsterdam. */
export const dayAfter = (moment: string): string => {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(new Date(moment))
  return new Date(Date.parse(today) + DAY_MS).toISOString().slice(0, 10)
}

const longDay = (date: Date): string =>
  new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeZone: ZONE }).format(date)

export const score = (number: number | null): string => (number === null ? 'geen cijfer' : decimal(number))

export const levelName = (level: Level): string => capitalized(levelInWords[level])

/** With soft hyphens, for narrow screens. */
export const questionnaireInWords: Readonly<Record<QuestionnaireId, string>> = {
  'LTO-VO': 'Leerling\u00adtevredenheids\u00adonderzoek voortgezet onderwijs',
  'LTO-PO': 'Leerling\u00adtevredenheids\u00adonderzoek primair onderwijs',
  PROZO: 'ProZO! leerlingenquête',
}

/** No line ends at its hyphen. */
export const EMAIL = 'e-\u2060mail'

export const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

export const schoolsInWords = (count: number): string => (count === 1 ? '1 school' : `${count} scholen`)

/** Names of schools have commas. */
export const namesOf = (schools: readonly Pick<Monitoring, 'schoolName'>[]): string =>
  new Intl.ListFormat('nl').format(schools.map(({ schoolName }) => schoolName))

/** What became of the mail about the last save. */
export const notificationInWords = ({ status, sentAt }: ConsentView['notification']): string => {
  switch (status) {
    case 'pending':
      return 'Wordt verstuurd'
    case 'sent':
      return sentAt === null ? 'Verstuurd' : `Verstuurd op ${momentInWords(sentAt)}`
    case 'failed':
      return 'Niet verstuurd. Laat het bestuur zelf weten wat u heeft opgeslagen.'
    case 'bounced':
      return 'Niet aangekomen. Laat het bestuur zelf weten wat u heeft opgeslagen.'
  }
}
