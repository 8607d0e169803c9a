import type { BoardId, SchoolId, SchoolYear } from '../directory/identifiers.ts'

/** Where the portal shows a school in a school year. */
export const schoolAddress = (
  portalUrl: string,
  { schoolId, schoolYear }: { schoolId: SchoolId; schoolYear: SchoolYear },
): string => `${portalUrl}/#/scholen/${schoolId}/${schoolYear}`

/** Where it shows the schools of a board: in a school year, or in the newest. */
export const boardAddress = (portalUrl: string, boardId: BoardId, schoolYear?: SchoolYear): string =>
  [`${portalUrl}/#/besturen/${boardId}`, schoolYear].filter(part => part !== undefined).join('/')
