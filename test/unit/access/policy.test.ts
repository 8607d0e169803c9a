import { describe, expect, it } from 'vitest'
import type { Caller } from '../../../shared/access/policy.ts'
import { reachesBoard, reachesSchool, roleInWords, roles } from '../../../shared/access/policy.ts'
import type { BoardId, SchoolId } from '../../../shared/directory/identifiers.ts'
import { aSchool, boardId, schoolId } from '../../support/builders.ts'

const person = { sub: 'u-1', name: 'M. Jansen' }
const other = { schoolId: '99BB00' as SchoolId, boardId: '99002' as BoardId }

const callers = {
  'its own school': { ...person, role: 'school', schools: [other.schoolId, schoolId] },
  'another school': { ...person, role: 'school', schools: [other.schoolId] },
  'no school': { ...person, role: 'school', schools: [] },
  'its board': { ...person, role: 'board', board: boardId },
  'another board': { ...person, role: 'board', board: other.boardId },
  'an operator': { ...person, role: 'operator' },
} as const satisfies Record<string, Caller>

const reach = [
  { who: 'its own school', school: true, board: false },
  { who: 'another school', school: false, board: false },
  { who: 'no school', school: false, board: false },
  { who: 'its board', school: true, board: true },
  { who: 'another board', school: false, board: false },
  { who: 'an operator', school: true, board: true },
] as const

describe('reach', () => {
  it.each(reach)('of $who: a school $school, its board $board', ({ who, school, board }) => {
    expect(reachesSchool(callers[who], aSchool())).toBe(school)
    expect(reachesBoard(callers[who], boardId)).toBe(board)
  })

  it('goes by the role alone, whatever else is said of a caller', () => {
    const ofSchool = { ...callers['another school'], board: boardId }
    const ofBoard = { ...callers['another board'], schools: [schoolId] }
    expect([reachesSchool(ofSchool, aSchool()), reachesBoard(ofSchool, boardId)]).toEqual([false, false])
    expect([reachesSchool(ofBoard, aSchool()), reachesBoard(ofBoard, boardId)]).toEqual([false, false])
  })

  it('follows the board a school has now', () => {
    const moved = aSchool({ boardId: other.boardId })
    expect(reachesSchool(callers['its board'], moved)).toBe(false)
    expect(reachesSchool(callers['another board'], moved)).toBe(true)
  })
})

describe('a role', () => {
  it.each([
    ['school', 'school', ['school', 'all']],
    ['board', 'bestuur', ['school', 'board', 'all']],
    ['operator', 'beheer', ['school', 'board', 'all']],
  ] as const)('has a name that people read, and data it can reach: %s', (role, inWords, reaches) => {
    expect(roleInWords(role)).toBe(inWords)
    expect(roles[role].reaches).toEqual(reaches)
  })

  it('that is no more is told by the name under which it was stored', () => {
    expect([roleInWords('inspector'), roleInWords('toString')]).toEqual(['inspector', 'toString'])
  })
})
