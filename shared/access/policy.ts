import type { BoardId, SchoolId } from '../directory/identifiers.ts'
import type { School } from '../directory/ports.ts'

/** Everybody who can call: what people call them in Dutch, and whose data they can reach at all. */
export const roles = {
  school: { inWords: 'school', reaches: ['school', 'all'] },
  board: { inWords: 'bestuur', reaches: ['school', 'board', 'all'] },
  operator: { inWords: 'beheer', reaches: ['school', 'board', 'all'] },
} as const satisfies Record<string, { inWords: string; reaches: readonly ('school' | 'board' | 'all')[] }>

export type Role = keyof typeof roles

export const roleNames = Object.keys(roles) as readonly Role[]

/** As people read it. A role that is no more, in what was stored, by its name. */
export const roleInWords = (role: string): string =>
  Object.hasOwn(roles, role) ? roles[role as Role].inWords : role

/** Who calls: a person of a school, of a board, or an operator, as the token says. */
export type Caller = { sub: string; name: string } & (
  | { role: 'school'; schools: readonly SchoolId[] }
  | { role: 'board'; board: BoardId }
  | { role: 'operator' }
)

/** Reach: a school is seen by its own people, by the board it has now, and by operators. */
export const reachesSchool = (caller: Caller, school: School): boolean => {
  switch (caller.role) {
    case 'school':
      return caller.schools.includes(school.schoolId)
    case 'board':
      return caller.board === school.boardId
    case 'operator':
      return true
  }
}

/** Reach: a board is seen by its own people and by operators. */
export const reachesBoard = (caller: Caller, boardId: BoardId): boolean =>
  caller.role === 'operator' || (caller.role === 'board' && caller.board === boardId)
