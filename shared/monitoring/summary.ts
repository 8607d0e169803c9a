import type { MonitoringData } from './ports.ts'
import { pupilsOf, respondentsOf } from './tallies.ts'
import { isEnough } from './threshold.ts'

/** What the portal shows of a school's results at a glance. Respondents: null below the threshold (rule 8). */
export const summaryOf = (data: MonitoringData) =>
  data.results.map(results => {
    const respondents = respondentsOf(results)
    return {
      questionnaire: results.questionnaire,
      respondents: isEnough(respondents) ? respondents : null,
      pupils: pupilsOf(data, results),
      importedAt: results.unchangedSince ?? results.importedAt,
    }
  })
