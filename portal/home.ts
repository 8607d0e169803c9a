import type { Place } from './address.ts'
import type { Person } from './openid.ts'

/** Where somebody begins: at the school or the board of theirs, at the state of the service, or at a list of schools. */
export const homeOf = ({ role, schools = [], board }: Person): Place => {
  if (role === 'operator') return { kind: 'health' }
  if (role === 'board' && board !== undefined) return { kind: 'board', boardId: board }
  const [first, ...others] = schools
  return first !== undefined && others.length === 0 ? { kind: 'school', schoolId: first } : { kind: 'home' }
}
