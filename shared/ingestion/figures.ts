import { isSchoolId, type SchoolId, type SchoolYear } from '../directory/identifiers.ts'
import type { Directory, School } from '../directory/ports.ts'
import type { MonitoringData, MonitoringStore } from '../monitoring/ports.ts'
import { concurrently } from '../platform/concurrently.ts'
import type { Clock } from '../platform/time.ts'
import { tooManySchools } from './bounds.ts'
import { type Parsed, parseSchoolId } from './cells.ts'
import type { FaultList, Violation } from './faults.ts'
import { lookUp } from './look-up.ts'
import type { Plan, Started } from './plan.ts'
import type { ConsentGuard } from './ports.ts'

export interface FigurePorts {
  directory: Directory
  store: MonitoringStore
  guard: ConsentGuard
  clock: Clock
}

/** What a file says of one school in one school year: its results, or its pupils. */
export interface SchoolFigures {
  schoolId: SchoolId
  schoolYear: SchoolYear
  /** Line of the first row that speaks of them. */
  line: number
  differFrom(stored: MonitoringData): boolean
  /** Writes them as of that import, also where they are as they were `stored`: no earlier import is to undo that. */
  save(started: Started, stored: MonitoringData): Promise<void>
}

const SCHOOLS_AT_ONCE = 16

const resultsClosed: Violation = {
  code: 'results-closed',
  detail:
    'De doorleverdatum van deze school is bereikt: resultaten en leerlingaantallen van dat jaar liggen vast.',
}

/** Replaces figures per school and school year, or confirms them, where they are open (rule 11). */
export const figuresPlan = (
  { store, guard, clock }: FigurePorts,
  figures: readonly SchoolFigures[],
): Plan => ({
  schools: new Set(figures.map(({ schoolId }) => schoolId)).size,
  findClosed: async (startedAt, faults) => {
    const closed: number[] = []
    await concurrently(SCHOOLS_AT_ONCE, figures, async ({ schoolId, schoolYear, line, differFrom }) => {
      const differs = differFrom(await store.read(schoolId, schoolYear))
      if (differs && (await guard.isClosed(schoolId, schoolYear, startedAt))) closed.push(line)
    })
    for (const line of closed.sort((a, b) => a - b)) faults.add(line, null, resultsClosed)
  },
  apply: started =>
    concurrently(SCHOOLS_AT_ONCE, figures, async ({ schoolId, schoolYear, differFrom, save }) => {
      const stored = await store.read(schoolId, schoolYear)
      const differs = differFrom(stored)
      // A run may be finished a day later, and what it left as it was may have changed: asked once more, to leave alone what
      // was delivered meanwhile, and what was closed when the processing began.
      const isOpen = differs
        ? await guard.mayReplace(schoolId, schoolYear, started.startedAt, stored)
        : !(await guard.isClosed(schoolId, schoolYear, started.startedAt))
      if (isOpen) await save(started, stored)
      // Also where nothing was written: an earlier run may have stopped between the two.
      await guard.figuresChanged(schoolId, schoolYear, clock())
    }),
})

/** The schools a file of figures refers to in its first column. */
export const referredSchools = (directory: Directory, faults: FaultList) => {
  const find = (ids: readonly SchoolId[]) => directory.schools(ids)
  const known = lookUp<SchoolId, School>({ is: isSchoolId, find, tooMany: tooManySchools }, faults)
  return {
    prefetch: known.prefetch,
    get: (schoolId: SchoolId | undefined) => (schoolId === undefined ? undefined : known.get(schoolId)),
    parseSchoolId: (cell: string): Parsed<SchoolId> => {
      const schoolId = parseSchoolId(cell)
      return isSchoolId(schoolId) && known.get(schoolId) === undefined ? unknownSchool : schoolId
    },
  }
}

const unknownSchool: Violation = {
  code: 'unknown-school',
  detail: 'Verwacht: een vestiging die in een scholenbestand is geïmporteerd.',
}
