import type { MonitoringData } from './ports.ts'
import { isEnough } from './report.ts'
import { pupilsInAll, schoolGroups } from './tallies.ts'

/** What the portal shows of a school's results at a glance. Respondents: null below five (rule 8). */
export const summaryOf = ({ results, pupils }: MonitoringData) => {
  if (!results) return null
  const { questionnaire, importedAt } = results
  const [school] = schoolGroups({ results, pupils })
  // Where nobody answered, no type with respondents can be missing among the pupils (rule 10).
  const withoutRespondents = pupils ? pupilsInAll(pupils) : null
  return {
    questionnaire,
    respondents: school && isEnough(school.respondents) ? school.respondents : null,
    pupils: school ? school.pupils : withoutRespondents,
    importedAt,
  }
}
