import type { SchoolId } from '../directory/identifiers.ts'
import type { Directory, School } from '../directory/ports.ts'
import { MOST_OF_ONE_KIND, tooManySchools } from './bounds.ts'
import { type Parsed, parseBoardId, parseName, parseSchoolId, parseSector } from './cells.ts'
import { schoolColumns } from './columns.ts'
import type { Violation } from './faults.ts'
import { cellReader, type FileKind } from './validate.ts'

/** How a cell of each field of a school is read. */
const parse: { [Field in keyof School]-?: (cell: string) => Parsed<Required<School>[Field]> } = {
  boardId: parseBoardId,
  boardName: parseName,
  schoolId: parseSchoolId,
  schoolName: parseName,
  city: parseName,
  sector: parseSector,
}

const fields = Object.keys(schoolColumns) as (keyof School)[]
const columns = Object.values(schoolColumns)

const metBefore: Violation = {
  code: 'duplicate-row',
  detail: 'Verwacht: elke vestiging op één regel.',
}

/** Schools with the board they have now. A school that the file leaves out stays as it is. */
export const schoolsFile: FileKind<{ directory: Directory }> = {
  headers: [columns],
  validator: ({ directory }, faults) => {
    const cell = cellReader(columns, faults)
    const met = new Set<SchoolId>()
    const schools: School[] = []
    return {
      validate: row => {
        const read = fields.map((field, index) => [field, cell(row, index, parse[field])])
        const school = Object.fromEntries(read) as Partial<School>
        const { schoolId } = school
        if (schoolId !== undefined) {
          if (met.has(schoolId)) faults.add(row.line, null, metBefore)
          met.add(schoolId)
          if (met.size > MOST_OF_ONE_KIND) faults.abort(row.line, tooManySchools)
        }
        if (faults.count > 0) schools.length = 0
        else schools.push(school as School)
      },
      plan: () => ({
        schools: met.size,
        // All of them, changed or not: an earlier run may have stopped between a school and its board.
        apply: ({ startedAt }) => directory.saveSchools(schools, startedAt),
      }),
    }
  },
}
