import * as z from 'zod/mini'
import { type Item, NOT_NEWER, queryAll, schoolKey, type Table } from '../../platform/adapters/table.ts'
import { concurrently } from '../../platform/concurrently.ts'
import { eachReadable } from '../../platform/each-readable.ts'
import { storedAs } from '../../platform/stored.ts'
import type { Instant } from '../../platform/time.ts'
import { placeByName } from '../by-name.ts'
import { type BoardId, isBoardId, type SchoolId } from '../identifiers.ts'
import { type ListedSchool, type School, schoolFields } from '../ports.ts'

const schoolForm = storedAs({
  ...schoolFields,
  boardIds: z.optional(z.set(z.custom<BoardId>(isBoardId))),
})

export const schoolFrom = (item: Item): ListedSchool => {
  const { boardIds = [], ...school } = schoolForm.read(item)
  const formerBoardIds = [...boardIds].filter(boardId => boardId !== school.boardId)
  return formerBoardIds.length > 0 ? { ...school, formerBoardIds } : school
}

/** Parts of the list by name: so many schools more fit in one round trip, and no part takes all writes of an import. */
const PARTS = 8
/** Before every place in that list. */
export const FIRST = '\t'
const partNames = Array.from({ length: PARTS }, (_, number) => `SCHOOLS#${number}`)
const partOf = (schoolId: SchoolId): string =>
  partNames[[...schoolId].reduce((sum, character) => sum + character.charCodeAt(0), 0) % PARTS]!

/** How many writes are under way at once. */
export const WRITERS = 16

export const schoolsOfBoard = async (table: Table, boardId: BoardId): Promise<readonly ListedSchool[]> => {
  const items = await queryAll(table, {
    IndexName: 'schools-by-board',
    KeyConditionExpression: 'boardId = :board',
    ExpressionAttributeValues: { ':board': boardId },
  })
  return listed(table, items)
}

export const schoolsByName = async (
  table: Table,
  after: string,
  limit: number | undefined,
): Promise<readonly ListedSchool[]> => {
  // Twice its share of each part: one that holds more of what comes next than the others is asked again.
  const share = limit && 2 * Math.ceil(limit / PARTS)
  const parts = await Promise.all(partNames.map(part => schoolsOfPart(table, part, after, share)))
  const [cutAt] = parts
    .filter(part => share !== undefined && part.length >= share)
    .map(part => String(part.at(-1)!.byName))
    .sort()
  const byName = parts.flat().sort((one, other) => (String(one.byName) < String(other.byName) ? -1 : 1))
  const items = byName.filter(item => !cutAt || String(item.byName) <= cutAt).slice(0, limit)
  const schools = await listed(table, items)
  const isEnd = !cutAt && items.length < (limit ?? Infinity)
  if (limit === undefined || isEnd || schools.length === limit) return schools
  // In the place of those that were passed over come the next ones, so that the list does not seem to end here.
  const last = String(items.at(-1)!.byName)
  return [...schools, ...(await schoolsByName(table, last, limit - schools.length))]
}

export const listed = async ({ log }: Table, items: readonly Item[]): Promise<readonly ListedSchool[]> =>
  (await eachReadable(log, items, schoolFrom)).readable

const schoolsOfPart = (table: Table, part: string, after: string, limit: number | undefined) => {
  const query = {
    IndexName: 'schools-by-name',
    KeyConditionExpression: 'part = :part AND byName > :after',
    ExpressionAttributeValues: { ':part': part, ':after': after },
  }
  return queryAll(table, query, limit)
}

/**
 * Replaces all that is known of a school but for the boards it has had, to which the one it has now is added; nothing where
 * an import that began later brought it.
 */
export const saveSchool = async (
  table: Table,
  school: School,
  boardHasAdministrators: boolean,
  importedAt: Instant,
): Promise<void> => {
  const { schoolId, schoolName, city, sector, boardId, boardName } = school
  const facts = { schoolId, schoolName, city, sector, boardId, boardName, boardHasAdministrators }
  const stored = { ...schoolForm.version, ...facts, importedAt }
  const attributes = { ...stored, part: partOf(schoolId), byName: placeByName(school) }
  const names = Object.keys(attributes)
  await table.update(schoolKey(schoolId), {
    UpdateExpression: `SET ${names.map(name => `#${name} = :${name}`).join(', ')} ADD boardIds :boards`,
    ConditionExpression: NOT_NEWER,
    ExpressionAttributeNames: Object.fromEntries(names.map(name => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value])),
      ':boards': new Set([boardId]),
    },
  })
}

/**
 * Notes with each school that its board has administrators from now on, where a save reads it. A school that is missed,
 * since it is imported at the same moment, has its board asked: the note saves a round trip, and decides nothing.
 */
export const noteAtSchools = async (table: Table, boardId: BoardId): Promise<void> => {
  await concurrently(WRITERS, await schoolsOfBoard(table, boardId), async ({ schoolId }) => {
    await table.update(schoolKey(schoolId), {
      UpdateExpression: 'SET boardHasAdministrators = :yes',
      // It may have gone to another board meanwhile.
      ConditionExpression: 'boardId = :board',
      ExpressionAttributeValues: { ':yes': true, ':board': boardId },
    })
  })
}
