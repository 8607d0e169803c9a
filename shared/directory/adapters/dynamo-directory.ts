import {
  boardPartition,
  type ItemKey,
  NOT_NEWER,
  schoolKey,
  type Table,
} from '../../platform/adapters/table.ts'
import { concurrently } from '../../platform/concurrently.ts'
import type { Instant } from '../../platform/time.ts'
import type { BoardId } from '../identifiers.ts'
import type { Directory } from '../ports.ts'
import {
  administratorsForm,
  administratorsKey,
  appendAdministrators,
  newestAdministrators,
} from './dynamo-administrators.ts'
import {
  FIRST,
  listed,
  saveSchool,
  schoolFrom,
  schoolsByName,
  schoolsOfBoard,
  WRITERS,
} from './dynamo-schools.ts'

const boardKey = (boardId: BoardId): ItemKey => ({ pk: boardPartition(boardId), sk: 'BOARD' })

/** Before the beginning of any. */
const BY_NO_IMPORT = '' as Instant

/** Schools, boards and administrators in the one table. */
export const dynamoDirectory = (table: Table): Directory => ({
  async school(schoolId) {
    const [item] = await table.get(schoolKey(schoolId))
    if (!item) return undefined
    const school = schoolFrom(item)
    const boardHasAdministrators =
      item.boardHasAdministrators === true ||
      (await newestAdministrators(table, school.boardId)) !== undefined
    return { ...school, boardHasAdministrators }
  },
  async schools(schoolIds) {
    const items = await table.get(...schoolIds.map(schoolKey))
    return new Map(items.map(schoolFrom).map(school => [school.schoolId, school]))
  },
  listedSchools: async schoolIds => listed(table, await table.get(...schoolIds.map(schoolKey))),
  schoolsOfBoard: boardId => schoolsOfBoard(table, boardId),
  schoolsByName: ({ after = FIRST, limit } = {}) => schoolsByName(table, after, limit),
  async saveSchools(schools, importedAt = BY_NO_IMPORT) {
    const boardNames = new Map(schools.map(({ boardId, boardName }) => [boardId, boardName]))
    const withAdministrators = new Set<BoardId>()
    await concurrently(WRITERS, [...boardNames], async ([boardId, boardName]) => {
      await table.put(
        { ...boardKey(boardId), boardName, importedAt },
        { ConditionExpression: NOT_NEWER, ExpressionAttributeValues: { ':importedAt': importedAt } },
      )
      if (await newestAdministrators(table, boardId)) withAdministrators.add(boardId)
    })
    await concurrently(WRITERS, schools, async school => {
      const boardName = boardNames.get(school.boardId)!
      const boardHasAdministrators = withAdministrators.has(school.boardId)
      await saveSchool(table, { ...school, boardName }, boardHasAdministrators, importedAt)
    })
  },
  async boards(boardIds) {
    const items = await table.get(...boardIds.map(boardKey))
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
        : (await table.get(administratorsKey(boardId, version)))[0]
    return item && administratorsForm.read(item)
  },
  saveAdministrators: (boardId, administrators, change, replaces) =>
    appendAdministrators(table, boardId, administrators, { change, replaces }),
})
