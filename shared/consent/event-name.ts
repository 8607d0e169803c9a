import { isSchoolId, isSchoolYear } from '../directory/identifiers.ts'
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
