import { addressOf, type BoardPlace } from '../address.ts'
import type { Versioned } from '../api.ts'
import { element, link, panel, paragraph } from '../element.ts'
import { choose, input } from '../fields.ts'
import { replaceForm } from '../replace-form.ts'
import { RowList } from '../row-list.ts'
import type { Administrators, Fault } from '../shapes.ts'
import { table } from '../table.ts'
import type { Page, Visit } from '../visit.ts'
import { sentences } from '../wording.ts'
import { boardNamed } from './board-name.ts'

/** Of a board. */
const MOST = 10
const TITLE = 'Gebruikersbeheerders'

const explanation = sentences(
  'Gebruikersbeheerders krijgen een e-mail bij elke toestemming, wijziging en intrekking van een school van het bestuur,',
  'en na elke levering. Zonder gebruikersbeheerder kan geen school toestemming geven.',
)

const remindersTold = sentences(
  'De gebruikersbeheerders krijgen dan 14 en 3 dagen voor het einde van de laatste leverperiode een bericht.',
  'Daarin staan de scholen met resultaten die nog geen toestemming hebben gegeven.',
)

type AdministratorsPlace = Extract<BoardPlace, { kind: 'administrators' }>

/** Who is mailed about the consents of a board's schools. The board changes them, operators read them. */
export const administratorsPage = async (visit: Visit, place: AdministratorsPlace): Promise<Page> => {
  const { boardId } = place
  const [shown, board] = await Promise.all([
    visit.api.administrators(boardId),
    boardNamed(visit.api, boardId),
  ])
  const content =
    visit.person.role === 'board'
      ? [form(visit, boardId, shown)]
      : [
          listOf(shown.data),
          paragraph('U wijzigt ze door een bestand met gebruikersbeheerders in te sturen. ', toImports()),
        ]
  return {
    title: TITLE,
    content: [
      element('h1', { tabindex: -1, id: 'kop' }, 'Gebruikers\u00adbeheerders'),
      element('p', { class: 'subtitle' }, board),
      paragraph(explanation),
      ...content,
    ],
  }
}

const toImports = () => link(addressOf({ kind: 'imports' }), 'Bestand insturen')

const form = (visit: Visit, boardId: string, shown: Versioned<Administrators>) =>
  replaceForm<Administrators>({
    visit,
    name: `besturen/${boardId}/gebruikersbeheerders`,
    labelledBy: 'kop',
    shown,
    ask,
    read: () => visit.api.administrators(boardId),
    save: (data, from) => visit.api.saveAdministrators(boardId, data, from),
    inWords,
    submit: 'Gebruikersbeheerders opslaan',
    saved: 'De gebruikersbeheerders zijn opgeslagen',
  })

const ask = ({ items, reminders }: Administrators) => {
  const people = peopleList(items)
  const reminded = remindersField(reminders)
  return {
    nodes: [people.node, reminded.node],
    fields: () => [...people.fields(), reminded],
    told: (fault: Fault) => doubled(fault, people.values()) ?? people.told(fault),
    value: () => ({ items: [...people.values()], reminders: reminded.value() === 'ja' }),
  }
}

/** The API says of the list that an address is in it twice; here it is told at the second one. */
const doubled = (fault: Fault, items: readonly Item[]): Fault | undefined => {
  if (fault.pointer !== '/items' || fault.code !== 'invalid-format') return undefined
  const emails = items.map(({ email }) => email.toLowerCase())
  const place = emails.findIndex((email, at) => emails.indexOf(email) < at)
  const first = items[emails.indexOf(emails[place] ?? '')]
  return (
    first && {
      ...fault,
      pointer: `/items/${place}/email`,
      detail: `Gebruikersbeheerder ${place + 1}: dit e-mailadres staat al bij ${first.name}.`,
    }
  )
}

const inWords = ({ items, reminders }: Administrators): ReadonlyMap<string, string> =>
  new Map([
    ['Herinneringen', reminders ? 'Aan' : 'Uit'],
    ...items.map(({ name, email }) => [email || 'Zonder e-mailadres', name] as const),
  ])

type Item = Administrators['items'][number]

const peopleList = (items: readonly Item[]) =>
  new RowList<Item>({
    pointer: '/items',
    name: 'gebruikersbeheerder',
    least: 1,
    most: MOST,
    values: items.length > 0 ? items : [{ name: '', email: '' }],
    sentences: {
      'name text-empty': 'vul een naam in.',
      'email invalid-format': 'vul een e-mailadres in, zoals naam@bestuur.nl.',
    },
    row: (pointer, { name, email } = { name: '', email: '' }) => {
      const fields = {
        name: input({ pointer: `${pointer}/name`, question: 'Naam', type: 'text', text: name }),
        email: input({ pointer: `${pointer}/email`, question: 'E-mailadres', type: 'email', text: email }),
      }
      return {
        fields,
        title: () => fields.name.value().trim(),
        value: () => ({ name: fields.name.value().trim(), email: fields.email.value().trim() }),
      }
    },
  })

const remindersField = (reminders: boolean) =>
  choose({
    pointer: '/reminders',
    question: 'Wilt u herinneringen per e-mail?',
    hint: remindersTold,
    choices: [
      { value: 'ja', label: 'Ja' },
      { value: 'nee', label: 'Nee' },
    ],
    chosen: reminders ? 'ja' : 'nee',
  })

const listOf = ({ items, reminders }: Administrators): HTMLElement =>
  panel(
    items.length > 0
      ? table({
          caption: TITLE,
          captionUnseen: true,
          columns: [{ label: 'Naam' }, { label: 'E-mailadres' }],
          rows: items.map(({ name, email }) => [name, email]),
        })
      : paragraph('Het bestuur heeft nog geen gebruikersbeheerder.'),
    paragraph(reminders ? 'Herinneringen staan aan.' : 'Herinneringen staan uit.'),
  )
