import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod/mini'
import { getAll, type ItemKey, queryAll, schoolPartition, type Table } from '../../platform/adapters/table.ts'
import { concurrently } from '../../platform/concurrently.ts'
import { type Sector, sectors } from '../education.ts'
import { type BoardId, isBoardId, isSchoolId, type SchoolId } from '../identifiers.ts'
import type { Administrators, Directory } from '../ports.ts'

const schoolItem = z.object({
  schoolId: z.custom<SchoolId>(isSchoolId),
  schoolName: z.string(),
  city: z.string(),
  sector: z.enum(sectors as [Sector, ...Sector[]]),
  boardId: z.custom<BoardId>(isBoardId),
  boardName: z.string(),
})

const administratorsItem = z.object({
  items: z.array(z.object({ name: z.string(), email: z.string() })),
  reminders: z.boolean(),
})

const boardsItem = z.object({ boards: z.set(z.custom<BoardId>(isBoardId)) })

const schoolKey = (schoolId: SchoolId): ItemKey => ({ pk: schoolPartition(schoolId), sk: 'SCHOOL' })
const boardKey = (boardId: BoardId): ItemKey => ({ pk: `BOARD#${boardId}`, sk: 'BOARD' })
const administratorsKey = (boardId: BoardId): ItemKey => ({ pk: `BOARD#${boardId}`, sk: 'ADMINISTRATORS' })
const reachableBoardsKey: ItemKey = { pk: 'BOARDS', sk: 'WITH-ADMINISTRATORS' }

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
      return item && schoolItem.parse(item)
    },
    async schools(schoolIds) {
      const items = await getAll(table, schoolIds.map(schoolKey))
      return new Map(items.map(item => schoolItem.parse(item)).map(school => [school.schoolId, school]))
    },
    async schoolsOfBoard(boardId) {
      const items = await queryAll(table, {
        IndexName: 'schools-by-board',
        KeyConditionExpression: 'boardId = :board',
        ExpressionAttributeValues: { ':board': boardId },
      })
      return items.map(item => schoolItem.parse(item))
    },
    async saveSchools(schools) {
      const boards = new Map(schools.map(({ boardId, boardName }) => [boardId, { boardId, boardName }]))
      const writes = [
        ...[...boards.values()].map(
          ({ boardId, boardName }) =>
            () =>
              put(boardKey(boardId), { boardName }),
        ),
        ...schools.map(school => () => put(schoolKey(school.schoolId), school)),
      ]
      await concurrently(WRITERS, writes, async write => {
        await write()
      })
    },
    async boards(boardIds) {
      const items = await getAll(table, boardIds.map(boardKey))
      return new Set(items.map(({ pk }) => String(pk).slice('BOARD#'.length) as BoardId))
    },
    async administrators(boardId) {
      const item = await get(administratorsKey(boardId))
      return item && administratorsItem.parse(item)
    },
    async saveAdministrators(boardId: BoardId, administrators: Administrators) {
      await put(administratorsKey(boardId), administrators)
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { ...reachableBoardsKey },
          UpdateExpression: 'ADD boards :board',
          ExpressionAttributeValues: { ':board': new Set([boardId]) },
        }),
      )
    },
    async boardsWithAdministrators() {
      const item = await get(reachableBoardsKey)
      return item ? boardsItem.parse(item).boards : new Set()
    },
  }
}
