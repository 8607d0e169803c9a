import type { SchoolId, SchoolYear } from '../../../shared/directory/identifiers.ts'
import type {
  MonitoringData,
  MonitoringStore,
  Pupils,
  SurveyResults,
} from '../../../shared/monitoring/ports.ts'

export class InMemoryMonitoring implements MonitoringStore {
  readonly #data = new Map<string, MonitoringData>()

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
    this.#data.set(keyOf(schoolId, schoolYear), structuredClone({ ...data, results }))
  }

  async savePupils(schoolId: SchoolId, schoolYear: SchoolYear, pupils: Pupils): Promise<void> {
    const data = await this.read(schoolId, schoolYear)
    this.#data.set(keyOf(schoolId, schoolYear), structuredClone({ ...data, pupils }))
  }
}

const keyOf = (schoolId: SchoolId, schoolYear: SchoolYear): string => `${schoolId} ${schoolYear}`
