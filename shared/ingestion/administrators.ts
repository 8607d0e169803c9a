import { MOST_ADMINISTRATORS } from '../directory/administrators.ts'
import { type BoardId, isBoardId } from '../directory/identifiers.ts'
import type { Administrator, Directory } from '../directory/ports.ts'
import { concurrently } from '../platform/concurrently.ts'
import type { Instant } from '../platform/time.ts'
import { traceIdOf } from '../platform/trace.ts'
import { tooManyBoards } from './bounds.ts'
import { type Parsed, parseBoardId, parseEmail, parseName } from './cells.ts'
import { administratorColumns } from './columns.ts'
import type { Row } from './csv.ts'
import type { FaultList, Violation } from './faults.ts'
import { lookUp } from './look-up.ts'
import { cellReader, type FileKind } from './validate.ts'

const BOARDS_AT_ONCE = 16

const unknownBoard: Violation = {
  code: 'unknown-board',
  detail: 'Verwacht: een bevoegd gezag dat in een scholenbestand is geïmporteerd.',
}
const twice: Violation = {
  code: 'duplicate-row',
  detail: 'Verwacht: elk e-mailadres één keer per bevoegd gezag.',
}
const tooMany: Violation = {
  code: 'too-many',
  detail: `Verwacht: hoogstens ${MOST_ADMINISTRATORS} gebruikersbeheerders per bevoegd gezag.`,
}

/** The administrators of each board in the file, in its order. Whether the board wants reminders stays as it is. */
export const administratorsFile: FileKind<{ directory: Directory }> = {
  headers: [administratorColumns],
  validator: ({ directory }, faults) => {
    const cell = cellReader(administratorColumns, faults)
    const find = (ids: readonly BoardId[]) => directory.boards(ids)
    const known = lookUp<BoardId, string>({ is: isBoardId, find, tooMany: tooManyBoards }, faults)
    const parseKnownBoard = (text: string): Parsed<BoardId> => {
      const boardId = parseBoardId(text)
      return isBoardId(boardId) && known.get(boardId) === undefined ? unknownBoard : boardId
    }
    const boards = new Map<BoardId, Map<string, Administrator>>()
    return {
      prefetch: known.prefetch,
      validate: row => {
        const boardId = cell(row, 0, parseKnownBoard)
        const name = cell(row, 1, parseName)
        const email = cell(row, 2, parseEmail)
        if (boardId === undefined || email === undefined) return
        const items = boards.get(boardId) ?? new Map<string, Administrator>()
        boards.set(boardId, items)
        add(items, { name: name ?? '', email }, row, faults)
      },
      plan: () => ({
        schools: 0,
        apply: ({ startedAt }) =>
          concurrently(BOARDS_AT_ONCE, [...boards], ([boardId, items]) =>
            replaceAdministrators(directory, boardId, [...items.values()], startedAt),
          ),
      }),
    }
  },
}

/** Stands for an administrator of a file with faults: only the address still counts, as met before. */
const nobody: Administrator = { name: '', email: '' }

const add = (
  items: Map<string, Administrator>,
  administrator: Administrator,
  row: Row,
  faults: FaultList,
): void => {
  const key = administrator.email.toLowerCase()
  if (items.has(key)) faults.add(row.line, null, twice)
  // One too many has been told of already: whoever comes after it is not kept.
  else if (items.size <= MOST_ADMINISTRATORS) {
    items.set(key, faults.count === 0 ? administrator : nobody)
    if (items.size > MOST_ADMINISTRATORS) faults.add(row.line, null, tooMany)
  }
}

const replaceAdministrators = async (
  directory: Directory,
  boardId: BoardId,
  items: Administrator[],
  at: Instant,
): Promise<void> => {
  const stored = await directory.administrators(boardId)
  const replaced = { items, reminders: stored?.reminders ?? false }
  // The board is told, so that whoever was removed knows.
  const traceId = traceIdOf(undefined, () => `administrators of ${boardId} at ${at}`)
  await directory.saveAdministrators(boardId, replaced, { at, by: null, traceId })
}
