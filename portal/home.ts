import { addressOf, type Place } from './address.ts'
import { element } from './element.ts'
import type { Person } from './openid.ts'
import type { Page, Visit } from './visit.ts'

/** Where somebody begins: at the school or the board of theirs, at the state of the service, or at a list of schools. */
export const homeOf = ({ role, schools = [], board }: Person): Place => {
  if (role === 'operator') return { kind: 'health' }
  if (role === 'board' && board !== undefined) return { kind: 'board', boardId: board }
  const [first, ...others] = schools
  return first !== undefined && others.length === 0 ? { kind: 'school', schoolId: first } : { kind: 'home' }
}

/** The schools of somebody who works at several. */
export const homePage = async ({ api }: Visit): Promise<Page> => {
  const { items } = await api.schools({})
  const title = 'Uw scholen'
  const links = items.map(({ schoolId, schoolName }) =>
    element(
      'li',
      {},
      element('a', { href: addressOf({ kind: 'school', schoolId }) }, schoolName),
      element('span', { class: 'code' }, schoolId),
    ),
  )
  return {
    title,
    content: [
      element('h1', { tabindex: -1 }, title),
      links.length === 0
        ? element('p', {}, 'Er is geen school aan uw account gekoppeld.')
        : element('ul', { class: 'schools' }, ...links),
    ],
  }
}
