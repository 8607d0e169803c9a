import type { BoardId } from '../directory/identifiers.ts'
import type { School } from '../directory/ports.ts'
import type { Caller } from './caller.ts'

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
