import { isDeepStrictEqual } from 'node:util'
import type { EducationType } from '../directory/education.ts'
import { MOST_SCHOOL_YEARS, tooManySchoolYears } from './bounds.ts'
import { parseEducationType, parseSchoolYear, parseWholeNumber } from './cells.ts'
import { pupilColumns } from './columns.ts'
import { type FigurePorts, figuresPlan, referredSchools, type SchoolFigures } from './figures.ts'
import { cellReader, type FileKind } from './validate.ts'

const parsePupils = parseWholeNumber(0, 100_000)

type PupilsOfSchool = SchoolFigures & { pupils: Partial<Record<EducationType, number>> }

/** Pupils per education type, for each school and school year in the file. */
export const pupilsFile: FileKind<FigurePorts> = {
  headers: [pupilColumns],
  validator: (ports, faults) => {
    const cell = cellReader(pupilColumns, faults)
    const schools = referredSchools(ports.directory, faults)
    const figures = new Map<string, PupilsOfSchool>()
    return {
      prefetch: schools.prefetch,
      validate: row => {
        const schoolId = cell(row, 0, schools.parseSchoolId)
        const schoolYear = cell(row, 1, parseSchoolYear)
        const educationType = cell(row, 2, parseEducationType(schools.get(schoolId)?.sector))
        const number = cell(row, 3, parsePupils)
        if (schoolId === undefined || schoolYear === undefined || educationType === undefined) return
        const key = `${schoolId} ${schoolYear}`
        const ofSchool = figures.get(key) ?? pupilsOf(ports, { schoolId, schoolYear, line: row.line })
        figures.set(key, ofSchool)
        if (figures.size > MOST_SCHOOL_YEARS) return faults.abort(row.line, tooManySchoolYears)
        if (Object.hasOwn(ofSchool.pupils, educationType)) {
          const detail = 'Verwacht: elke onderwijssoort één keer per vestiging en schooljaar.'
          faults.add(row.line, null, { code: 'duplicate-row', detail })
        }
        ofSchool.pupils[educationType] = number ?? 0
      },
      plan: () => figuresPlan(ports, [...figures.values()]),
    }
  },
}

const pupilsOf = (
  { store }: FigurePorts,
  where: Pick<SchoolFigures, 'schoolId' | 'schoolYear' | 'line'>,
): PupilsOfSchool => {
  const pupils: PupilsOfSchool['pupils'] = {}
  return {
    ...where,
    pupils,
    differFrom: stored => !isDeepStrictEqual(stored.pupils, pupils),
    save: ({ startedAt }) => store.savePupils(where.schoolId, where.schoolYear, pupils, startedAt),
  }
}
