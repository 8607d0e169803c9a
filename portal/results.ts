import { responseRateOf } from '../shared/monitoring/score.ts'
import { facts, section } from './element.ts'
import type { Monitoring } from './shapes.ts'
import { decimal, momentInWords, questionnaireInWords } from './wording.ts'

/** What the survey brought in, at a glance. */
export const resultsSection = (results: NonNullable<Monitoring['results']>): HTMLElement => {
  const { questionnaire, respondents, pupils, importedAt } = results
  const rate = respondents === null ? null : responseRateOf(respondents, pupils)
  return section(
    'resultaten',
    'Resultaten',
    facts(
      ['Vragenlijst', questionnaireInWords[questionnaire]],
      ['Respondenten', respondents === null ? 'Minder dan vijf' : String(respondents)],
      ['Leerlingen', pupils === null ? 'Niet bekend' : String(pupils)],
      ['Respons', rate === null ? 'Niet te berekenen' : `${decimal(rate)}%`],
      ['Bijgewerkt', momentInWords(importedAt)],
    ),
  )
}
