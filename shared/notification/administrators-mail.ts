import {
  type Audience,
  announcementReferenceOf,
  type ChangedAdministrators,
} from '../announcements/announcement.ts'
import { changesBetween } from '../directory/administrators.ts'
import type { Administrator, Administrators } from '../directory/ports.ts'
import { isSameName } from '../platform/names.ts'
import { momentInWords } from '../platform/time.ts'
import { type Fact, type Letter, onOneLine, paragraph } from './letter.ts'
import { mailOf } from './mail.ts'
import type { Mail } from './ports.ts'
import { personInWords } from './wording.ts'

const nobody: Administrators = { items: [], reminders: false }

/**
 * The mails about a change of a board's administrators, in Dutch. One message to those there are now, who read each
 * other's addresses in every mail, and so may know by name who came and went; and one to those who were removed, who
 * need not learn who came in their place. None where nobody came, went or is named otherwise, nor about the first list
 * that an operator brought for a board. Addresses stand in no text.
 */
export const administratorsMails = (
  announcement: ChangedAdministrators,
  before: Administrators = nobody,
  portalUrl: string,
): Partial<Record<Audience, Mail>> => {
  const { added, removed, renamed } = changesBetween(before.items, announcement.items)
  const isFirstImport = isFirst(announcement) && announcement.by === null
  if (isFirstImport || added.length + removed.length + renamed.length === 0) return {}
  const named = { reference: announcementReferenceOf(announcement), traceId: announcement.traceId }
  return {
    present: mailOf(toThePresent(announcement, before, portalUrl), addressesOf(announcement.items), named),
    ...(removed.length > 0 && {
      removed: mailOf(toTheRemoved(announcement, before), addressesOf(removed), named),
    }),
  }
}

const isFirst = ({ version }: ChangedAdministrators): boolean => version === 1

const addressesOf = (list: readonly Administrator[]): readonly string[] => list.map(({ email }) => email)

const toThePresent = (
  announcement: ChangedAdministrators,
  before: Administrators,
  portalUrl: string,
): Letter => {
  const what = isFirst(announcement) ? 'vastgelegd' : 'gewijzigd'
  return {
    subject: subjectOf(`Gebruikersbeheerders ${what}`, announcement),
    heading: `Gebruikersbeheerders ${what}`,
    blocks: [
      paragraph(`${whoBy(announcement)} heeft ${listOf(announcement)} ${what}.`),
      paragraph(
        'Gebruikersbeheerders krijgen bericht als een school van het bestuur toestemming geeft, wijzigt of intrekt.',
      ),
      { kind: 'facts', caption: `Wat is ${what}`, facts: changes(announcement, before) },
      { kind: 'facts', caption: 'Gegevens', facts: factsAbout(announcement, before) },
      paragraph(
        `Klopt dit niet? Neem dan contact op met ${inSentence(announcement)}, of verbeter de lijst in het portaal.`,
      ),
      { kind: 'link', text: 'Open het portaal', url: portalUrl },
    ],
    footer: `Dit is een automatisch bericht aan de gebruikersbeheerders van bestuur ${announcement.boardId}.`,
  }
}

const toTheRemoved = (announcement: ChangedAdministrators, before: Administrators): Letter => ({
  subject: subjectOf('U bent geen gebruikersbeheerder meer', announcement),
  heading: 'U bent geen gebruikersbeheerder meer',
  blocks: [
    paragraph(
      `${whoBy(announcement)} heeft ${listOf(announcement)} gewijzigd. Uw e-mailadres staat er niet meer op.`,
    ),
    paragraph(
      'U krijgt op dit adres geen berichten meer over de toestemmingen van de scholen van dit bestuur.',
    ),
    { kind: 'facts', caption: 'Gegevens', facts: factsAbout(announcement, before) },
    paragraph(`Klopt dit niet? Neem dan contact op met ${inSentence(announcement)}.`),
  ],
  footer: `Dit is een automatisch bericht aan wie gebruikersbeheerder was van bestuur ${announcement.boardId}.`,
})

const subjectOf = (heading: string, { boardId }: ChangedAdministrators): string =>
  `${heading}: bestuur ${boardId}`

const listOf = ({ boardId }: ChangedAdministrators): string =>
  `de lijst met gebruikersbeheerders van bestuur ${boardId}`

const inSentence = ({ by }: ChangedAdministrators): string =>
  by === null ? 'de beheerder van het portaal' : personInWords({ name: by, role: 'board' })

const whoBy = (announcement: ChangedAdministrators): string =>
  announcement.by === null ? 'De beheerder van het portaal' : inSentence(announcement)

const factsAbout = (announcement: ChangedAdministrators, before: Administrators): readonly Fact[] => [
  ['Bestuur', announcement.boardId],
  ['Door wie', inSentence(announcement)],
  ['Vastgelegd op', momentInWords(announcement.at)],
  ['Aantal gebruikersbeheerders', `eerst ${before.items.length}, nu ${announcement.items.length}`],
]

const changes = (announcement: ChangedAdministrators, before: Administrators): readonly Fact[] => {
  const { added, removed, renamed } = changesBetween(before.items, announcement.items)
  const [came, went] = [added, removed].map(list => list.map(({ name }) => name)) as [string[], string[]]
  // Whose name came and went at once has another address.
  const isIn = (list: readonly string[]) => (name: string) => list.some(one => isSameName(one, name))
  const moved = came.filter(isIn(went))
  const facts: readonly (readonly [label: string, values: readonly string[]])[] = [
    ['Toegevoegd', came.filter(name => !isIn(moved)(name))],
    ['Verwijderd', went.filter(name => !isIn(moved)(name))],
    ['Ander e-mailadres', moved],
    ['Andere naam', renamed.map(({ from, to }) => `${from} heet nu ${to}`)],
    ['Herinneringen', remindersChanged(announcement, before)],
  ]
  return facts
    .filter(([, values]) => values.length > 0)
    .map(([label, values]) => [label, values.map(onOneLine).join(', ')])
}

const remindersChanged = ({ reminders }: Administrators, before: Administrators): readonly string[] => {
  if (reminders === before.reminders) return []
  return [reminders ? 'aangezet' : 'uitgezet']
}
