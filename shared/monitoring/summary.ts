import type { MonitoringData } from './ports.ts'
import { isEnough } from './report.ts'
import { schoolGroups } from './tallies.ts'

/** What the portal shows of a school's results at a glance. Respondents: null below five (rule 8). */
export const summaryOf = ({ results, pupils }: MonitoringData) => {
  if (!results) return null
  const { questionnaire, importedAt } = results
  const [school] = schoolGroups({ results, pupils })
  return {
    questionnaire,
    respondents: school && isEnough(school.respondents) ? school.respondents : null,
    pupils: school?.pupils ?? null,
    importedAt,
  }
}
