import { conductInWords } from '../shared/consent/in-words.ts'
import { alertRemark, bullets, type Child, element, paragraph, stack } from './element.ts'
import type { Field } from './fields.ts'
import type { Fault } from './shapes.ts'

/** What to do about a fault, where the page can say it better than the API, which knows no questions. */
const sentences: Readonly<Record<string, string>> = {
  '/boardApproval must-be-true':
    'Geef aan dat het bevoegd gezag toestemming geeft. Zonder die toestemming kunt u niet opslaan.',
  '/kind required': 'Kies wat er in het bestand staat.',
  '/file required': 'Kies een bestand.',
  '/file invalid-format': 'Kies een kleiner bestand.',
  '/level required': 'Kies een niveau.',
  '/deliveryDate required': 'Kies een datum.',
  '/conduct/representative required': 'Kies ja of nee bij de vraag over de representatieve groep.',
  '/conduct/surveyedGroup text-empty': 'Vul in welke groep leerlingen u heeft bevraagd, en waarom.',
  '/conduct/anonymous required': 'Kies ja of nee bij de vraag over anoniem invullen.',
  '/conduct/notAnonymousReason text-empty':
    'Vul in waarom leerlingen de vragenlijst niet anoniem konden invullen.',
  '/boardNotification must-be-true':
    'Geef aan dat u akkoord gaat met het e-mailbericht aan de gebruikersbeheerder.',
}

const sentenceOf = ({ pointer, code, detail }: Fault): string => sentences[`${pointer} ${code}`] ?? detail

/** The questions by their names, for a list of faults that stands apart from them. */
const names: Readonly<Record<string, string>> = {
  '/boardApproval': 'Akkoord van het bestuur',
  '/level': 'Doorleverniveau',
  '/deliveryDate': 'Doorleverdatum',
  ...Object.fromEntries(
    Object.entries(conductInWords).map(([question, name]) => [`/conduct/${question}`, name]),
  ),
  '/boardNotification': 'Bericht aan het bestuur',
}

/** A sentence of the page names its question; what the API says does not. */
const inSummary = ({ pointer, code, detail }: Fault): string => {
  const name = pointer !== undefined && names[pointer]
  return (
    sentences[`${pointer} ${code}`] ??
    (name ? `${name}: ${detail.charAt(0).toLowerCase()}${detail.slice(1)}` : detail)
  )
}

const MARK = 'Fout: '

/** What is wrong with a form: stands above it, and takes the focus each time it is shown. */
export interface ErrorSummary {
  node: HTMLElement
  /** The title of the window begins with `Fout: ` as long as it is shown. */
  show(heading: string, ...content: readonly Child[]): void
  hide(): void
}

export const errorSummary = (): ErrorSummary => {
  const place = stack()
  const node = alertRemark('error', place)
  node.hidden = true
  const hide = (): void => {
    node.hidden = true
    if (document.title.startsWith(MARK)) document.title = document.title.slice(MARK.length)
  }
  return {
    node,
    hide,
    show: (heading, ...content) => {
      hide()
      place.replaceChildren(
        ...[element('h2', {}, heading), ...content].filter(part => part !== null && part !== false),
      )
      node.hidden = false
      document.title = `${MARK}${document.title}`
      node.focus()
    },
  }
}

type Reach = (field: Field<unknown>) => void

/** Puts each fault at its field, and lists all of them with a way to each field: `reach` goes there, also to another step. */
export const showFaults = (
  summary: ErrorSummary,
  fields: readonly Field<unknown>[],
  faults: readonly Fault[],
  told = 'Wat u heeft ingevuld, is nog niet opgeslagen.',
  reach: Reach = field => field.focus(),
): void => {
  for (const field of fields) {
    const fault = faults.find(({ pointer }) => pointer === field.pointer)
    field.tell(fault ? sentenceOf(fault) : null)
  }
  const placeOf = (fault: Fault) => fields.findIndex(({ pointer }) => pointer === fault.pointer)
  const inOrder = faults.toSorted((one, other) => placeOf(one) - placeOf(other))
  summary.show(
    'Controleer uw antwoorden',
    paragraph(told),
    bullets(inOrder.map(fault => wayTo(fields[placeOf(fault)], fault, reach))),
  )
}

/** Takes what was told away again, once nothing is wrong any more. */
export const clearFaults = (summary: ErrorSummary, fields: readonly Field<unknown>[]): void => {
  summary.hide()
  for (const field of fields) field.tell(null)
}

const wayTo = (field: Field<unknown> | undefined, fault: Fault, reach: Reach) => {
  if (!field) return inSummary(fault)
  const jump = (event: Event) => {
    event.preventDefault()
    reach(field)
  }
  return element('a', { href: `#${field.node.id}`, onclick: jump }, inSummary(fault))
}
