import { isDeepStrictEqual } from 'node:util'
import type { EducationType } from '../directory/education.ts'
import { MOST_SCHOOL_YEARS, tooManySchoolYears } from './bounds.ts'
import { educationTypeIn, schoolYearIn, wholeNumberIn } from './cells.ts'
import type { FaultList } from './faults.ts'
import { type FigurePorts, figuresContent, referredSchools, type SchoolFigures } from './figures.ts'
import { cellReader, type FileKind, type Reading } from './reading.ts'

const columns = ['VESTIGINGSCODE', 'SCHOOLJAAR', 'ONDERWIJSSOORT', 'LEERLINGEN'] as const

const pupilsIn = wholeNumberIn(0, 100_000)

type PupilsOfSchool = SchoolFigures & { pupils: Partial<Record<EducationType, number>> }

/** Pupils per education type, for each school and school year in the file. */
export const pupilsFile: FileKind<FigurePorts> = {
  headers: [columns],
  reading: (ports, faults) => readPupils(ports, faults),
}

const readPupils = (ports: FigurePorts, faults: FaultList): Reading => {
  const cell = cellReader(columns, faults)
  const schools = referredSchools(ports.directory, faults)
  const figures = new Map<string, PupilsOfSchool>()
  return {
    lookUp: schools.lookUp,
    take: row => {
      const schoolId = cell(row, 0, schools.schoolIdIn)
      const schoolYear = cell(row, 1, schoolYearIn)
      const educationType = cell(row, 2, educationTypeIn(schools.get(schoolId)?.sector))
      const number = cell(row, 3, pupilsIn)
      if (schoolId === undefined || schoolYear === undefined || educationType === undefined) return
      const key = `${schoolId} ${schoolYear}`
      const ofSchool = figures.get(key) ?? pupilsOf(ports, { schoolId, schoolYear, line: row.line })
      figures.set(key, ofSchool)
      if (figures.size > MOST_SCHOOL_YEARS) return faults.onlyThis(row.line, tooManySchoolYears)
      if (Object.hasOwn(ofSchool.pupils, educationType)) {
        const detail = 'Verwacht: elke onderwijssoort één keer per vestiging en schooljaar.'
        faults.add(row.line, null, { code: 'duplicate-row', detail })
      }
      ofSchool.pupils[educationType] = number ?? 0
    },
    content: () => figuresContent(ports, [...figures.values()]),
  }
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
    save: importedAt => store.savePupils(where.schoolId, where.schoolYear, pupils, importedAt),
  }
}
