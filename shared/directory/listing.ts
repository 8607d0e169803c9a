import type { BoardId, SchoolId } from './identifiers.ts'
import type { ListedSchool, School } from './ports.ts'

/**
 * Where something of a school year is listed: under the board that the school had then, so that one query finds what
 * is of one board. Such places compare as text.
 */
export const placeOf = (boardId: BoardId, schoolId: SchoolId): string => `${boardId}#${schoolId}`

/** All places from one to another, both included. Ranges may overlap. */
export interface PlaceRange {
  from: string
  to: string
}

/** Before and after all places. */
const [FIRST, LAST] = ['0', ':'] as const

export const everything: PlaceRange = { from: FIRST, to: LAST }

/** All places after that one, or all. */
export const afterPlace = (place: string | undefined): PlaceRange => ({
  from: place === undefined ? FIRST : `${place}!`,
  to: LAST,
})

/** Schools of no more boards are read board by board, so that a page costs the same however many schools there are. */
const MOST_BOARDS = 101

/** All there is, is read in so many parts side by side. */
const PARTS = 16

/**
 * Ranges in which everything of those schools is listed: of each board from the first of them to the last, or, of many
 * boards, all there is, cut into about equal parts.
 */
export const rangesOf = (schools: readonly ListedSchool[]): readonly PlaceRange[] => {
  const places = schools.flatMap(({ schoolId, boardId, formerBoardIds = [] }) =>
    [boardId, ...formerBoardIds].map(board => placeOf(board, schoolId)),
  )
  const ofBoards = Map.groupBy(places.sort(), place => place.slice(0, place.indexOf('#')))
  // Those that schools had before do not count: they are few, and a page with them is not to read the whole year.
  return new Set(schools.map(({ boardId }) => boardId)).size <= MOST_BOARDS
    ? [...ofBoards.values()].map(ofBoard => ({ from: ofBoard[0]!, to: ofBoard.at(-1)! }))
    : equalParts(schools)
}

const equalParts = (schools: readonly School[]): readonly PlaceRange[] => {
  const places = schools.map(({ boardId, schoolId }) => placeOf(boardId, schoolId)).sort()
  const cuts = Array.from(
    { length: PARTS - 1 },
    (_, index) => places[Math.floor(((index + 1) * places.length) / PARTS)]!,
  )
  return [FIRST, ...cuts].map((from, index) => ({ from, to: cuts[index] ?? LAST }))
}
