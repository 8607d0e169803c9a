import { addressOf, type Place } from './address.ts'
import { type Child, element } from './element.ts'
import type { Person } from './openid.ts'
import type { Page, Visit } from './visit.ts'

/** Where somebody begins: at the school or the board of theirs, or at a page that leads on. */
export const homeOf = ({ role, schools = [], board }: Person): Place => {
  if (role === 'board' && board !== undefined) return { kind: 'board', boardId: board }
  const [first, ...others] = schools
  return role === 'school' && first !== undefined && others.length === 0
    ? { kind: 'school', schoolId: first }
    : { kind: 'home' }
}

/** The schools of somebody who works at several; what there is for others. */
export const homePage = async ({ api }: Visit, { role, schools = [] }: Person): Promise<Page> => {
  const title = role === 'school' ? 'Uw scholen' : 'Beheer'
  return {
    title,
    content: [
      element('h1', { tabindex: -1 }, title),
      role === 'school' ? await schoolLinks(api, schools) : element('p', {}, forOthers),
    ],
  }
}

const forOthers =
  'Deze pagina is voor scholen en besturen. De taken van een beheerder gaan nu nog via de API.'

const schoolLinks = async (api: Visit['api'], schools: readonly string[]): Promise<Child> => {
  if (schools.length === 0) return element('p', {}, 'Er is geen school aan uw account gekoppeld.')
  const links = schools.map(async schoolId => {
    const [newest] = await api.monitorings(schoolId)
    const href = addressOf({ kind: 'school', schoolId })
    return element(
      'li',
      {},
      element(
        'div',
        {},
        element('a', { href }, newest?.schoolName ?? schoolId),
        element('span', { class: 'code' }, schoolId),
      ),
    )
  })
  return element('ul', { class: 'schools' }, ...(await Promise.all(links)))
}
