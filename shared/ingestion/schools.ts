import type { SchoolId } from '../directory/identifiers.ts'
import type { Directory, School } from '../directory/ports.ts'
import { MOST_OF_ONE_KIND, tooManySchools } from './bounds.ts'
import { boardIdIn, nameIn, schoolIdIn, sectorIn } from './cells.ts'
import type { FaultList, Reason } from './faults.ts'
import { cellReader, type FileKind, type Reading } from './reading.ts'

const columns = [
  'BEVOEGD GEZAG NUMMER',
  'BEVOEGD GEZAG NAAM',
  'VESTIGINGSCODE',
  'VESTIGINGSNAAM',
  'PLAATSNAAM',
  'SECTOR',
] as const

const metBefore: Reason = {
  code: 'duplicate-row',
  detail: 'Verwacht: elke vestiging op één regel.',
}

/** Schools with the board they have now. A school that the file leaves out stays as it is. */
export const schoolsFile: FileKind<{ directory: Directory }> = {
  headers: [columns],
  reading: (ports, faults) => readSchools(ports, faults),
}

const readSchools = ({ directory }: { directory: Directory }, faults: FaultList): Reading => {
  const cell = cellReader(columns, faults)
  const met = new Set<SchoolId>()
  const schools: School[] = []
  return {
    take: row => {
      const boardId = cell(row, 0, boardIdIn)
      const boardName = cell(row, 1, nameIn)
      const schoolId = cell(row, 2, schoolIdIn)
      const schoolName = cell(row, 3, nameIn)
      const city = cell(row, 4, nameIn)
      const sector = cell(row, 5, sectorIn)
      if (schoolId !== undefined) {
        if (met.has(schoolId)) faults.add(row.line, null, metBefore)
        met.add(schoolId)
        if (met.size > MOST_OF_ONE_KIND) faults.onlyThis(row.line, tooManySchools)
      }
      if (faults.count > 0) schools.length = 0
      else if (boardId && boardName && schoolId && schoolName && city && sector)
        schools.push({ schoolId, schoolName, city, sector, boardId, boardName })
    },
    content: () => ({
      schools: met.size,
      judge: async () => {},
      // All of them, changed or not: an earlier run may have stopped between a school and its board.
      apply: () => directory.saveSchools(schools),
    }),
  }
}
