import type { SchoolId, SchoolYear } from '../../../shared/directory/identifiers.ts'
import type {
  MonitoringData,
  MonitoringStore,
  Pupils,
  SurveyResults,
} from '../../../shared/monitoring/ports.ts'
import type { Instant } from '../../../shared/platform/time.ts'

export class InMemoryMonitoring implements MonitoringStore {
  readonly #data = new Map<string, MonitoringData>()
  readonly #pupilsImportedAt = new Map<string, Instant>()

  async read(schoolId: SchoolId, schoolYear: SchoolYear): Promise<MonitoringData> {
    const data = this.#data.get(keyOf(schoolId, schoolYear))
    return structuredClone(data ?? { results: undefined, pupils: undefined })
  }

  async schoolYearsWithResults(schoolId: SchoolId): Promise<readonly SchoolYear[]> {
    const years = [...this.#data].filter(
      ([key, data]) => key.startsWith(schoolId) && data.results !== undefined,
    )
    return years.map(([key]) => key.slice(schoolId.length + 1) as SchoolYear)
  }

  async saveResults(schoolId: SchoolId, schoolYear: SchoolYear, results: SurveyResults): Promise<void> {
    const data = await this.read(schoolId, schoolYear)
    if (data.results !== undefined && data.results.importedAt > results.importedAt) return
    this.#data.set(keyOf(schoolId, schoolYear), structuredClone({ ...data, results }))
  }

  async savePupils(
    schoolId: SchoolId,
    schoolYear: SchoolYear,
    pupils: Pupils,
    importedAt: Instant,
  ): Promise<void> {
    const key = keyOf(schoolId, schoolYear)
    const data = await this.read(schoolId, schoolYear)
    if ((this.#pupilsImportedAt.get(key) ?? '') > importedAt) return
    this.#pupilsImportedAt.set(key, importedAt)
    this.#data.set(keyOf(schoolId, schoolYear), structuredClone({ ...data, pupils }))
  }
}

const keyOf = (schoolId: SchoolId, schoolYear: SchoolYear): string => `${schoolId} ${schoolYear}`
