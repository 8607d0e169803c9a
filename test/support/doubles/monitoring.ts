import type { SchoolId, SchoolYear } from '../../../shared/directory/identifiers.ts'
import type {
  MonitoringData,
  MonitoringStore,
  Pupils,
  SurveyResults,
} from '../../../shared/monitoring/ports.ts'
import { questionnaires } from '../../../shared/monitoring/questionnaires/index.ts'
import { families } from '../../../shared/monitoring/questionnaires/types.ts'
import type { Instant } from '../../../shared/platform/time.ts'

interface Kept {
  importedAt: Instant
  /** Undefined where results were taken back. */
  figures: SurveyResults | Pupils | undefined
}

export class InMemoryMonitoring implements MonitoringStore {
  readonly #kept = new Map<string, Kept>()

  async read(schoolId: SchoolId, schoolYear: SchoolYear): Promise<MonitoringData> {
    const figuresOf = (kind: string) => this.#kept.get(keyOf(schoolId, schoolYear, kind))?.figures
    const results = families.map(figuresOf).filter(figures => figures !== undefined) as SurveyResults[]
    return structuredClone({ results, pupils: figuresOf('PUPILS') as Pupils | undefined })
  }

  async schoolYearsWithResults(schoolId: SchoolId): Promise<readonly SchoolYear[]> {
    const years = [...this.#kept].flatMap(([key, { figures }]) => {
      const [ofSchool, schoolYear, kind] = key.split(' ')
      return ofSchool === schoolId && kind !== 'PUPILS' && figures ? [schoolYear as SchoolYear] : []
    })
    return [...new Set(years)]
  }

  /** Of all schools, in whatever stretch they are: it does not know of boards. */
  async schoolsWithResults(schoolYear: SchoolYear): Promise<ReadonlySet<SchoolId>> {
    const schools = [...this.#kept].flatMap(([key, { figures }]) => {
      const [schoolId, ofYear, kind] = key.split(' ')
      return ofYear === schoolYear && kind !== 'PUPILS' && figures ? [schoolId as SchoolId] : []
    })
    return new Set(schools)
  }

  async saveResults(schoolId: SchoolId, schoolYear: SchoolYear, results: SurveyResults): Promise<void> {
    const { importedAt } = results
    this.#keep(familyKey(schoolId, schoolYear, results), { importedAt, figures: structuredClone(results) })
  }

  async takeBackResults(
    schoolId: SchoolId,
    schoolYear: SchoolYear,
    read: SurveyResults,
    at: Instant,
  ): Promise<boolean> {
    const importedAt = at > read.importedAt ? at : read.importedAt
    const key = familyKey(schoolId, schoolYear, read)
    const stored = this.#kept.get(key)
    // The same write again, since its answer was lost.
    if (stored?.importedAt === importedAt && stored.figures === undefined) return true
    return this.#keep(key, { importedAt, figures: undefined }, read.importedAt)
  }

  async savePupils(
    schoolId: SchoolId,
    schoolYear: SchoolYear,
    pupils: Pupils,
    importedAt: Instant,
  ): Promise<void> {
    this.#keep(keyOf(schoolId, schoolYear, 'PUPILS'), { importedAt, figures: structuredClone(pupils) })
  }

  #keep(key: string, kept: Kept, unlessNewerThan = kept.importedAt): boolean {
    const stored = this.#kept.get(key)
    if (stored && stored.importedAt > unlessNewerThan) return false
    this.#kept.set(key, kept)
    return true
  }
}

const keyOf = (schoolId: SchoolId, schoolYear: SchoolYear, kind: string): string =>
  `${schoolId} ${schoolYear} ${kind}`

const familyKey = (schoolId: SchoolId, schoolYear: SchoolYear, { questionnaire }: SurveyResults): string =>
  keyOf(schoolId, schoolYear, questionnaires[questionnaire].family)
