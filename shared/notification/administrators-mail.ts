import {
  type Audience,
  announcementReferenceOf,
  type ChangedAdministrators,
} from '../announcements/announcement.ts'
import { changesBetween } from '../directory/administrators.ts'
import type { Administrator, Administrators } from '../directory/ports.ts'
import { isSameName } from '../platform/names.ts'
import { momentInWords } from '../platform/time.ts'
import { mailOf } from './mail.ts'
import { type Fact, type MailContent, onOneLine, paragraph } from './mail-content.ts'
import { boardAddress } from './portal-address.ts'
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
  { boardName, portalUrl }: Named,
): Partial<Record<Audience, Mail>> => {
  const { added, removed, renamed } = changesBetween(before.items, announcement.items)
  const isFirstImport = isFirst(announcement) && announcement.by === null
  if (isFirstImport || added.length + removed.length + renamed.length === 0) return {}
  const named = { reference: announcementReferenceOf(announcement), traceId: announcement.traceId }
  const content = toThePresent(announcement, before, { boardName, portalUrl })
  return {
    present: mailOf(content, addressesOf(announcement.items), named),
    ...(removed.length > 0 && {
      removed: mailOf(toTheRemoved(announcement, boardName), addressesOf(removed), named),
    }),
  }
}

interface Named {
  boardName: string
  portalUrl: string
}

const isFirst = ({ version }: ChangedAdministrators): boolean => version === 1

const addressesOf = (list: readonly Administrator[]): readonly string[] => list.map(({ email }) => email)

const toThePresent = (
  announcement: ChangedAdministrators,
  before: Administrators,
  { boardName, portalUrl }: Named,
): MailContent => {
  const what = isFirst(announcement) ? 'vastgelegd' : 'gewijzigd'
  const orAsk = announcement.by === null ? `, of neem contact op met ${operator}` : ''
  return {
    subject: onOneLine(`Gebruikersbeheerders ${what}: ${boardName}`),
    heading: `Gebruikersbeheerders ${what}`,
    blocks: [
      paragraph(`${sentenceOn(announcement, boardName)} ${what}.`),
      paragraph(
        'Gebruikersbeheerders krijgen bericht als een school van het bestuur toestemming geeft, wijzigt of intrekt.',
      ),
      { kind: 'facts', caption: `Wat is ${what}`, facts: changes(announcement, before) },
      paragraph(`Klopt dit niet? Verbeter de lijst dan in het portaal${orAsk}.`),
      {
        kind: 'link',
        text: 'Bekijk uw bestuur in het portaal',
        url: boardAddress(portalUrl, announcement.boardId),
      },
    ],
    footer: `Dit is een automatisch bericht aan de gebruikersbeheerders van ${boardName}.`,
  }
}

const toTheRemoved = (announcement: ChangedAdministrators, boardName: string): MailContent => ({
  subject: onOneLine(`U bent geen gebruikersbeheerder meer: ${boardName}`),
  heading: 'U bent geen gebruikersbeheerder meer',
  blocks: [
    paragraph(`${sentenceOn(announcement, boardName)} gewijzigd. Uw e-mailadres staat er niet meer op.`),
    paragraph(
      'U krijgt op dit adres geen berichten meer over de toestemmingen van de scholen van dit bestuur.',
    ),
    paragraph(`Klopt dit niet? Neem dan contact op met ${boardName}.`),
  ],
  footer: `Dit is een automatisch bericht aan voormalige gebruikersbeheerders van ${boardName}.`,
})

const operator = 'de beheerder van het portaal'

/** Who did what, and when, without the verb. */
const sentenceOn = ({ by, at }: ChangedAdministrators, boardName: string): string => {
  const who = by === null ? capitalized(operator) : personInWords({ name: by, role: 'board' })
  return `${who} heeft op ${momentInWords(at)} de lijst met gebruikersbeheerders van ${boardName}`
}

const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

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
