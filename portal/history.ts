import { roleInWords } from '../shared/access/policy.ts'
import { answerInWords, conductInWords, levelInWords } from '../shared/consent/in-words.ts'
import { bullets, element, paragraph, section } from './element.ts'
import type { EventView, Level } from './shapes.ts'
import { dayInWords, momentInWords } from './wording.ts'

/** What happened, newest first, each with who did it and what it changed; a consent given again also with the level and the date that stayed. */
export const historySection = (events: readonly EventView[]): HTMLElement => {
  let terms: readonly Change[] = []
  const entries = events.map(event => {
    terms = termsAfter(terms, event.changes)
    return eventEntry(event, event.type === 'given' || isUnchanged(event) ? terms : [])
  })
  return section(
    'geschiedenis',
    'Geschiedenis',
    element('ol', { class: 'history', reversed: true }, ...entries.toReversed()),
  )
}

/** Saved as it was: its terms, whatever else was noted of the event. */
const isUnchanged = ({ type, changes }: EventView): boolean =>
  type === 'changed' && !changes.some(({ field }) => field in fields)

/** The level and the date by what set them last. */
const termsAfter = (terms: readonly Change[], changes: readonly Change[]): readonly Change[] =>
  ['level', 'deliveryDate'].flatMap(field => {
    const set = [...terms, ...changes].findLast(change => change.field === field)
    return set ? [set] : []
  })

const happenings: Readonly<Record<EventView['type'], string>> = {
  given: 'Toestemming gegeven',
  changed: 'Toestemming gewijzigd',
  withdrawn: 'Toestemming ingetrokken',
  'results-changed': 'Nieuwe resultaten of leerlingaantallen: het rapport is veranderd',
  'delivery-started': 'Levering begonnen',
  delivered: 'Geleverd aan de inspectie',
  'nothing-to-deliver': 'Niets geleverd',
  'delivery-failed': 'Levering mislukt',
  'delivery-retried': 'Levering opnieuw geprobeerd',
}

/** What happened, as the mail about it has it. */
export const happeningOf = (event: EventView): string => {
  if (event.type === 'given' && event.version > 1) return 'Toestemming opnieuw gegeven'
  return isUnchanged(event) ? 'Toestemming opnieuw opgeslagen' : happenings[event.type]
}

const eventEntry = (event: EventView, terms: readonly Change[]) => {
  const { at, by, changes } = event
  const kept = terms.filter(term => !changes.includes(term)).map(term => ({ ...term, from: null }))
  const told = [...kept, ...changes].flatMap(changeInWords)
  return element(
    'li',
    {},
    element('strong', {}, happeningOf(event)),
    paragraph(by ? `${momentInWords(at)}, ${by.name} (${roleInWords(by.role)})` : momentInWords(at)),
    told.length > 0 && bullets(told),
  )
}

/** One event in a sentence. */
export const eventInWords = (event: EventView): string => {
  const { at, by, changes } = event
  const told = [happeningOf(event), ...(by ? [by.name] : []), ...changes.flatMap(changeInWords)]
  return `${momentInWords(at)}: ${told.join('. ')}.`
}

type Change = EventView['changes'][number]

const level = (value: unknown): string => levelInWords[value as Level]
const day = (value: unknown): string => dayInWords(String(value))
const answer = (value: unknown): string => (typeof value === 'boolean' ? answerInWords(value) : `“${value}”`)

/** The fields worth telling to people; what else changed is told by the event itself. */
const fields: Readonly<Record<string, { name: string; inWords: (value: unknown) => string }>> = {
  level: { name: 'Doorleverniveau', inWords: level },
  deliveryDate: { name: 'Doorleverdatum', inWords: day },
  ...Object.fromEntries(
    Object.entries(conductInWords).map(([field, name]) => [`conduct.${field}`, { name, inWords: answer }]),
  ),
}

const changeInWords = ({ field, from, to }: Change): readonly string[] => {
  if (field === 'boardId' && from !== null) return ['De school heeft een ander bestuur dan daarvoor']
  if (field === 'reportDigest' && from !== null && to === null)
    return ['Op het gekozen niveau kan niets meer worden geleverd']
  const known = fields[field]
  if (!known) return []
  const { name, inWords } = known
  if (from === null) return [`${name}: ${inWords(to)}`]
  return [to === null ? `${name}: vervallen` : `${name}: van ${inWords(from)} naar ${inWords(to)}`]
}
