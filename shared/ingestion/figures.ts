import { isSchoolId, type SchoolId, type SchoolYear } from '../directory/identifiers.ts'
import type { Directory, School } from '../directory/ports.ts'
import type { MonitoringData, MonitoringStore } from '../monitoring/ports.ts'
import { concurrently } from '../platform/concurrently.ts'
import type { Clock, Instant } from '../platform/time.ts'
import { tooManySchools } from './bounds.ts'
import { type Parsed, parseSchoolId } from './cells.ts'
import type { FaultList, Violation } from './faults.ts'
import { lookUp } from './look-up.ts'
import type { Plan } from './plan.ts'
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
  save(importedAt: Instant): Promise<void>
}

const SCHOOLS_AT_ONCE = 16

const resultsClosed: Violation = {
  code: 'results-closed',
  detail:
    'De doorleverdatum van deze school is bereikt: resultaten en leerlingaantallen van dat jaar liggen vast.',
}

/** Figures are replaced per school and school year, and only where they change. */
export const figuresPlan = (ports: FigurePorts, figures: readonly SchoolFigures[]): Plan => ({
  schools: new Set(figures.map(({ schoolId }) => schoolId)).size,
  findClosed: async (startedAt, faults) => {
    const closed: number[] = []
    await concurrently(SCHOOLS_AT_ONCE, figures, async figure => {
      if ((await changeBy(figure, ports, startedAt)) === 'refused') closed.push(figure.line)
    })
    for (const line of closed.sort((a, b) => a - b)) faults.add(line, null, resultsClosed)
  },
  apply: startedAt =>
    concurrently(SCHOOLS_AT_ONCE, figures, async figure => {
      const { schoolId, schoolYear } = figure
      // A run may be finished a day later, and what it left as it was may have changed: asked once more, to leave alone what
      // was delivered meanwhile, and what was closed when the processing began.
      if ((await changeBy(figure, ports, startedAt)) === 'allowed') await figure.save(startedAt)
      // Also where nothing was written: an earlier run may have stopped between the two.
      await ports.guard.figuresChanged(schoolId, schoolYear, ports.clock())
    }),
})

/** Rule 11: what a file leaves as it is is no change, and none to refuse. */
const changeBy = async (
  figure: SchoolFigures,
  { store, guard }: FigurePorts,
  startedAt: Instant,
): Promise<'none' | 'allowed' | 'refused'> => {
  const { schoolId, schoolYear } = figure
  if (!figure.differFrom(await store.read(schoolId, schoolYear))) return 'none'
  const isClosed = await guard.isClosed(schoolId, schoolYear, startedAt)
  return isClosed ? 'refused' : 'allowed'
}

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
