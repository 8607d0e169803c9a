import type { SchoolId } from '../directory/identifiers.ts'
import type { Directory, School } from '../directory/ports.ts'
import { MOST_OF_ONE_KIND, tooManySchools } from './bounds.ts'
import { parseBoardId, parseName, parseSchoolId, parseSector } from './cells.ts'
import type { FaultList, Violation } from './faults.ts'
import { cellReader, type FileKind, type RowValidator } from './validate.ts'

const columns = [
  'BEVOEGD GEZAG NUMMER',
  'BEVOEGD GEZAG NAAM',
  'VESTIGINGSCODE',
  'VESTIGINGSNAAM',
  'PLAATSNAAM',
  'SECTOR',
] as const

const metBefore: Violation = {
  code: 'duplicate-row',
  detail: 'Verwacht: elke vestiging op één regel.',
}

/** Schools with the board they have now. A school that the file leaves out stays as it is. */
export const schoolsFile: FileKind<{ directory: Directory }> = {
  headers: [columns],
  validator: (ports, faults) => schoolsValidator(ports, faults),
}

const schoolsValidator = ({ directory }: { directory: Directory }, faults: FaultList): RowValidator => {
  const cell = cellReader(columns, faults)
  const met = new Set<SchoolId>()
  const schools: School[] = []
  return {
    validate: row => {
      const boardId = cell(row, 0, parseBoardId)
      const boardName = cell(row, 1, parseName)
      const schoolId = cell(row, 2, parseSchoolId)
      const schoolName = cell(row, 3, parseName)
      const city = cell(row, 4, parseName)
      const sector = cell(row, 5, parseSector)
      if (schoolId !== undefined) {
        if (met.has(schoolId)) faults.add(row.line, null, metBefore)
        met.add(schoolId)
        if (met.size > MOST_OF_ONE_KIND) faults.abort(row.line, tooManySchools)
      }
      if (faults.count > 0) schools.length = 0
      else if (boardId && boardName && schoolId && schoolName && city && sector)
        schools.push({ schoolId, schoolName, city, sector, boardId, boardName })
    },
    plan: () => ({
      schools: met.size,
      // All of them, changed or not: an earlier run may have stopped between a school and its board.
      apply: () => directory.saveSchools(schools),
    }),
  }
}
