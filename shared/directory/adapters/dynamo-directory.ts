import { isDeepStrictEqual } from 'node:util'
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import {
  boardPartition,
  getAll,
  type ItemKey,
  isConditionFailure,
  queryAll,
  schoolPartition,
  type Table,
} from '../../platform/adapters/table.ts'
import { concurrently } from '../../platform/concurrently.ts'
import { daysAfter, timeToLive } from '../../platform/retention.ts'
import { storedAs } from '../../platform/stored.ts'
import type { Instant } from '../../platform/time.ts'
import { areSame } from '../administrators.ts'
import { type BoardId, isBoardId, type SchoolId } from '../identifiers.ts'
import {
  type Administrators,
  type AdministratorsChange,
  type Directory,
  noAdministrators,
  schoolFields,
} from '../ports.ts'

const schoolForm = storedAs(z.object(schoolFields))

const administratorsForm = storedAs(
  z.object({
    items: z.array(z.object({ name: z.string(), email: z.string() })),
    reminders: z.boolean(),
  }),
)

const boardsItem = z.object({ boards: z.set(z.custom<BoardId>(isBoardId)) })

const schoolKey = (schoolId: SchoolId): ItemKey => ({ pk: schoolPartition(schoolId), sk: 'SCHOOL' })
const boardKey = (boardId: BoardId): ItemKey => ({ pk: boardPartition(boardId), sk: 'BOARD' })
const administratorsPrefix = 'ADMINISTRATORS#'
/** Eight digits, so that versions sort as text. */
const administratorsKey = (boardId: BoardId, version: number): ItemKey => ({
  pk: boardPartition(boardId),
  sk: `${administratorsPrefix}${String(version).padStart(8, '0')}`,
})
const reachableBoardsKey: ItemKey = { pk: 'BOARDS', sk: 'WITH-ADMINISTRATORS' }

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
      return item && schoolForm.read(item)
    },
    async schools(schoolIds) {
      const items = await getAll(table, schoolIds.map(schoolKey))
      return new Map(items.map(item => schoolForm.read(item)).map(school => [school.schoolId, school]))
    },
    async schoolsOfBoard(boardId) {
      const items = await queryAll(table, {
        IndexName: 'schools-by-board',
        KeyConditionExpression: 'boardId = :board',
        ExpressionAttributeValues: { ':board': boardId },
      })
      return items.map(item => schoolForm.read(item))
    },
    async saveSchools(schools) {
      const boards = new Map(schools.map(({ boardId, boardName }) => [boardId, { boardId, boardName }]))
      const writes = [
        ...[...boards.values()].map(
          ({ boardId, boardName }) =>
            () =>
              put(boardKey(boardId), { boardName }),
        ),
        ...schools.map(school => () => put(schoolKey(school.schoolId), { ...schoolForm.version, ...school })),
      ]
      await concurrently(WRITERS, writes, async write => {
        await write()
      })
    },
    async boards(boardIds) {
      const items = await getAll(table, boardIds.map(boardKey))
      return new Set(items.map(({ pk }) => String(pk).slice(boardPartition('').length) as BoardId))
    },
    async administrators(boardId, version) {
      const item =
        version === undefined
          ? await newestAdministrators(table, boardId)
          : await get(administratorsKey(boardId, version))
      return item && administratorsForm.read(item)
    },
    async saveAdministrators(boardId, administrators, change, replaces) {
      const kept = await appendAdministrators(table, boardId, administrators, { change, replaces })
      if (!kept) return undefined
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { ...reachableBoardsKey },
          UpdateExpression: 'ADD boards :board',
          ExpressionAttributeValues: { ':board': new Set([boardId]) },
        }),
      )
      return kept
    },
    async boardsWithAdministrators() {
      const item = await get(reachableBoardsKey)
      return item ? boardsItem.parse(item).boards : new Set()
    },
  }
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

/** One conditional write, as in the log of consents: of two who change them at once, one is the other's next. */
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
  try {
    await client.send(update)
  } catch (error) {
    if (!isConditionFailure(error)) throw error
  }
}
