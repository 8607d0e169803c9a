import { addressOf, type Place } from './address.ts'
import { element } from './element.ts'
import type { Person } from './openid.ts'

interface Item {
  name: string
  place: Place
  /** The kinds of place that lie under it, itself included. */
  holds: readonly Place['kind'][]
}

const boardItems = (boardId: string): readonly Item[] => [
  { name: 'Scholen', place: { kind: 'board', boardId }, holds: ['board', 'consents', 'school'] },
  { name: 'Gebruikersbeheerders', place: { kind: 'administrators', boardId }, holds: ['administrators'] },
]

const operatorItems: readonly Item[] = [
  { name: 'Status van de dienst', place: { kind: 'health' }, holds: ['health'] },
  { name: 'Scholen', place: { kind: 'schools' }, holds: ['schools', 'school', 'board', 'administrators'] },
  { name: 'Leveringen', place: { kind: 'deliveries' }, holds: ['deliveries'] },
  { name: 'Bestanden', place: { kind: 'imports' }, holds: ['imports'] },
  { name: 'Kalender', place: { kind: 'calendar' }, holds: ['calendar'] },
]

/** What somebody with more than one kind of page can go to; the one that is shown is marked. */
export const navigation = ({ role, board }: Person, { kind }: Place): readonly HTMLElement[] => {
  const items = role === 'operator' ? operatorItems : role === 'board' && board ? boardItems(board) : []
  if (items.length === 0) return []
  const links = items.map(item => element('li', {}, linkTo(item, kind)))
  return [element('nav', { class: 'menu sheet', 'aria-label': 'Hoofdmenu' }, element('ul', {}, ...links))]
}

const linkTo = ({ name, place, holds }: Item, kind: Place['kind']) => {
  const current = place.kind === kind ? 'page' : holds.includes(kind) ? 'true' : null
  return element('a', { href: addressOf(place), 'aria-current': current }, name)
}
