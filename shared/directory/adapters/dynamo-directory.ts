import { isDeepStrictEqual } from 'node:util'
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import {
  boardPartition,
  getAll,
  type Item,
  type ItemKey,
  isConditionFailure,
  queryAll,
  schoolKey,
  type Table,
  unlessConditionFails,
} from '../../platform/adapters/table.ts'
import { concurrently } from '../../platform/concurrently.ts'
import { eachReadable } from '../../platform/each-readable.ts'
import { daysAfter, timeToLive } from '../../platform/retention.ts'
import { storedAs } from '../../platform/stored.ts'
import type { Instant } from '../../platform/time.ts'
import { areSame } from '../administrators.ts'
import { placeByName } from '../by-name.ts'
import { type BoardId, isBoardId, type SchoolId } from '../identifiers.ts'
import {
  type Administrators,
  type AdministratorsChange,
  type Directory,
  type ListedSchool,
  noAdministrators,
  type School,
  schoolFields,
} from '../ports.ts'

const schoolForm = storedAs(
  z.object({ ...schoolFields, boardIds: z.optional(z.set(z.custom<BoardId>(isBoardId))) }),
)

const administratorsForm = storedAs(
  z.object({
    items: z.array(z.object({ name: z.string(), email: z.string() })),
    reminders: z.boolean(),
  }),
)

const schoolFrom = (item: Item): ListedSchool => {
  const { boardIds = [], ...school } = schoolForm.read(item)
  const formerBoardIds = [...boardIds].filter(boardId => boardId !== school.boardId)
  return formerBoardIds.length > 0 ? { ...school, formerBoardIds } : school
}

const boardKey = (boardId: BoardId): ItemKey => ({ pk: boardPartition(boardId), sk: 'BOARD' })
const administratorsPrefix = 'ADMINISTRATORS#'
/** Eight digits, so that versions sort as text. */
const administratorsKey = (boardId: BoardId, version: number): ItemKey => ({
  pk: boardPartition(boardId),
  sk: `${administratorsPrefix}${String(version).padStart(8, '0')}`,
})

/** Parts of the list by name: so many schools more fit in one round trip, and no part takes all writes of an import. */
const PARTS = 8
/** Before every place in that list. */
const FIRST = '\t'
const partNames = Array.from({ length: PARTS }, (_, number) => `SCHOOLS#${number}`)
const partOf = (schoolId: SchoolId): string =>
  partNames[[...schoolId].reduce((sum, character) => sum + character.charCodeAt(0), 0) % PARTS]!

/** For how many days names and addresses of former administrators are kept. */
const FORMER_DAYS = 90

/** How many writes are under way at once. */
const WRITERS = 16

/** Schools, boards and administrators in the one table. */
export const dynamoDirectory = (table: Table): Directory => {
  const get = async (key: ItemKey) =>
    (
      await table.client.send(
        new GetCommand({ TableName: table.name, Key: { ...key }, ConsistentRead: true }),
      )
    ).Item
  const put = (key: ItemKey, attributes: object) =>
    table.client.send(new PutCommand({ TableName: table.name, Item: { ...key, ...attributes } }))
  return {
    async school(schoolId) {
      const item = await get(schoolKey(schoolId))
      if (!item) return undefined
      const school = schoolFrom(item)
      const boardHasAdministrators =
        item.boardHasAdministrators === true ||
        (await newestAdministrators(table, school.boardId)) !== undefined
      return { ...school, boardHasAdministrators }
    },
    async schools(schoolIds) {
      const items = await getAll(table, schoolIds.map(schoolKey))
      return new Map(items.map(schoolFrom).map(school => [school.schoolId, school]))
    },
    listedSchools: async schoolIds => listed(table, await getAll(table, schoolIds.map(schoolKey))),
    schoolsOfBoard: boardId => schoolsOfBoard(table, boardId),
    schoolsByName: ({ after = FIRST, limit } = {}) => schoolsByName(table, after, limit),
    async saveSchools(schools) {
      const boardNames = new Map(schools.map(({ boardId, boardName }) => [boardId, boardName]))
      const withAdministrators = new Set<BoardId>()
      await concurrently(WRITERS, [...boardNames], async ([boardId, boardName]) => {
        await put(boardKey(boardId), { boardName })
        if (await newestAdministrators(table, boardId)) withAdministrators.add(boardId)
      })
      await concurrently(WRITERS, schools, async school => {
        await saveSchool(table, school, withAdministrators.has(school.boardId))
      })
    },
    async boards(boardIds) {
      const items = await getAll(table, boardIds.map(boardKey))
      return new Map(
        items.map(({ pk, boardName }) => [
          String(pk).slice(boardPartition('').length) as BoardId,
          String(boardName),
        ]),
      )
    },
    async administrators(boardId, version) {
      const item =
        version === undefined
          ? await newestAdministrators(table, boardId)
          : await get(administratorsKey(boardId, version))
      return item && administratorsForm.read(item)
    },
    saveAdministrators: (boardId, administrators, change, replaces) =>
      appendAdministrators(table, boardId, administrators, { change, replaces }),
  }
}

const schoolsOfBoard = async (table: Table, boardId: BoardId): Promise<readonly ListedSchool[]> => {
  const items = await queryAll(table, {
    IndexName: 'schools-by-board',
    KeyConditionExpression: 'boardId = :board',
    ExpressionAttributeValues: { ':board': boardId },
  })
  return listed(table, items)
}

const schoolsByName = async (
  table: Table,
  after: string,
  limit: number | undefined,
): Promise<readonly ListedSchool[]> => {
  const parts = await Promise.all(partNames.map(part => schoolsOfPart(table, part, after, limit)))
  const byName = parts.flat().sort((one, other) => (String(one.byName) < String(other.byName) ? -1 : 1))
  const items = byName.slice(0, limit)
  const schools = await listed(table, items)
  if (limit === undefined || items.length < limit || schools.length === limit) return schools
  // In the place of those that were passed over come the next ones, so that the list does not seem to end here.
  const last = String(items.at(-1)!.byName)
  return [...schools, ...(await schoolsByName(table, last, limit - schools.length))]
}

const listed = async ({ log }: Table, items: readonly Item[]): Promise<readonly ListedSchool[]> =>
  (await eachReadable(log, items, schoolFrom)).readable

const schoolsOfPart = (table: Table, part: string, after: string, limit: number | undefined) => {
  const query = {
    IndexName: 'schools-by-name',
    KeyConditionExpression: 'part = :part AND byName > :after',
    ExpressionAttributeValues: { ':part': part, ':after': after },
  }
  return queryAll(table, query, limit)
}

/** Replaces all that is known of a school but for the boards it has had, to which the one it has now is added. */
const saveSchool = async (table: Table, school: School, boardHasAdministrators: boolean): Promise<void> => {
  const { schoolId, schoolName, city, sector, boardId, boardName } = school
  const facts = { schoolId, schoolName, city, sector, boardId, boardName, boardHasAdministrators }
  const stored = { ...schoolForm.version, ...facts }
  const attributes = { ...stored, part: partOf(schoolId), byName: placeByName(school) }
  const names = Object.keys(attributes)
  const update = new UpdateCommand({
    TableName: table.name,
    Key: schoolKey(schoolId),
    UpdateExpression: `SET ${names.map(name => `#${name} = :${name}`).join(', ')} ADD boardIds :boards`,
    ExpressionAttributeNames: Object.fromEntries(names.map(name => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value])),
      ':boards': new Set([boardId]),
    },
  })
  await table.client.send(update)
}

/**
 * Notes with each school that its board has administrators from now on, where a save reads it. A school that is missed,
 * since it is imported at the same moment, has its board asked: the note saves a round trip, and decides nothing.
 */
const noteAtSchools = async (table: Table, boardId: BoardId): Promise<void> => {
  await concurrently(WRITERS, await schoolsOfBoard(table, boardId), async ({ schoolId }) => {
    const update = new UpdateCommand({
      TableName: table.name,
      Key: schoolKey(schoolId),
      UpdateExpression: 'SET boardHasAdministrators = :yes',
      // It may have gone to another board meanwhile.
      ConditionExpression: 'boardId = :board',
      ExpressionAttributeValues: { ':yes': true, ':board': boardId },
    })
    await table.client.send(update).catch(unlessConditionFails)
  })
}

const newestAdministrators = async ({ client, name }: Table, boardId: BoardId) => {
  const newest = new QueryCommand({
    TableName: name,
    KeyConditionExpression: 'pk = :board AND begins_with(sk, :administrators)',
    ExpressionAttributeValues: {
      ':board': boardPartition(boardId),
      ':administrators': administratorsPrefix,
    },
    ConsistentRead: true,
    ScanIndexForward: false,
    Limit: 1,
  })
  return (await client.send(newest)).Items?.[0]
}

/**
 * One conditional write, as in the log of consents: of two who change them at once, one is the other's next.
 */
const appendAdministrators = async (
  table: Table,
  boardId: BoardId,
  administrators: Administrators,
  { change, replaces }: { change?: AdministratorsChange | undefined; replaces?: Administrators | undefined },
): Promise<Administrators | undefined> => {
  const newest = await newestAdministrators(table, boardId)
  const last = newest ? Number(String(newest.sk).slice(administratorsPrefix.length)) : 0
  const kept = newest && administratorsForm.read(newest)
  if (kept && areSame(kept, administrators)) {
    // Also where nothing changes: whoever changed them before may have stopped between the two writes.
    if (change) await forget(table, administratorsKey(boardId, last - 1), change.at)
    return kept
  }
  if (replaces && !isDeepStrictEqual(kept ?? noAdministrators, replaces)) return undefined
  const version = last + 1
  const put = new PutCommand({
    TableName: table.name,
    Item: {
      ...administratorsKey(boardId, version),
      ...administratorsForm.version,
      ...administrators,
      // An announcement of which nothing is done yet, to be taken up at once.
      ...(change && { ...change, effects: { attempts: 0, mails: {} }, open: 'notices', openAt: change.at }),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  })
  try {
    await table.client.send(put)
  } catch (error) {
    if (!isConditionFailure(error)) throw error
    return appendAdministrators(table, boardId, administrators, { change, replaces })
  }
  if (!newest) await noteAtSchools(table, boardId)
  if (change) await forget(table, administratorsKey(boardId, last), change.at)
  return administrators
}

/** Lets go of administrators that others took the place of, once they were mailed about it. Safe to repeat. */
const forget = async ({ client, name }: Table, key: ItemKey, replacedAt: Instant): Promise<void> => {
  const update = new UpdateCommand({
    TableName: name,
    Key: { ...key },
    UpdateExpression: 'SET keptUntil = if_not_exists(keptUntil, :until)',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':until': timeToLive(daysAfter(replacedAt, FORMER_DAYS)).keptUntil },
  })
  await client.send(update).catch(unlessConditionFails)
}
