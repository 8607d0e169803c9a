import { type BoardId, isBoardId, isSchoolId, isSchoolYear } from '../directory/identifiers.ts'
import type { LogKey } from './log.ts'

/** An event by its log and its number. */
export interface EventKey extends LogKey {
  version: number
}

/** `99AA00_2026-2027_3`: names an event outside the log, in a schedule, a mail's tag or a delivery's id. */
export const eventNameOf = ({ schoolId, schoolYear, version }: EventKey): string =>
  `${schoolId}_${schoolYear}_${version}`

/** Reads such a name; undefined for any other text. */
export const eventKeyFrom = (name: string): EventKey | undefined => {
  const parts = /^([^_]+)_([^_]+)_([1-9][0-9]{0,7})$/.exec(name)
  if (!parts) return undefined
  const [, schoolId, schoolYear, version] = parts
  return isSchoolId(schoolId) && isSchoolYear(schoolYear)
    ? { schoolId, schoolYear, version: Number(version) }
    : undefined
}

/** Which mail about an event: a board of its own stands behind the name where it is not the consent's. */
export interface EventMail {
  key: EventKey
  boardId: BoardId | undefined
}

/** `99AA00_2026-2027_3`, or `99AA00_2026-2027_3_99002` of the mail to the board that the school has moved to. */
export const mailReferenceOf = ({ key, boardId }: EventMail): string =>
  boardId ? `${eventNameOf(key)}_${boardId}` : eventNameOf(key)

/** Reads such a reference; undefined for any other text. */
export const eventMailFrom = (reference: string): EventMail | undefined => {
  const [schoolId, schoolYear, version, boardId, ...more] = reference.split('_')
  const key = eventKeyFrom([schoolId, schoolYear, version].join('_'))
  const isOfBoard = boardId === undefined || isBoardId(boardId)
  return key && isOfBoard && more.length === 0 ? { key, boardId } : undefined
}
