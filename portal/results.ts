import { decimal } from '../shared/monitoring/in-words.ts'
import { responseRateOf } from '../shared/monitoring/score.ts'
import { facts, figures, section } from './element.ts'
import type { Monitoring } from './shapes.ts'
import { momentInWords, questionnaireInWords } from './wording.ts'

/** What the survey brought in, at a glance. */
export const resultsSection = (results: NonNullable<Monitoring['results']>): HTMLElement => {
  const { questionnaire, respondents, pupils, importedAt } = results
  const rate = respondents === null ? null : responseRateOf(respondents, pupils)
  return section(
    'resultaten',
    'Resultaten',
    figures(
      ['Respondenten', respondents === null ? 'minder dan vijf' : String(respondents)],
      ['Leerlingen', pupils === null ? 'niet bekend' : String(pupils)],
      ['Respons', rate === null ? 'niet te berekenen' : `${decimal(rate)}%`],
    ),
    facts(['Vragenlijst', questionnaireInWords[questionnaire]], ['Bijgewerkt', momentInWords(importedAt)]),
  )
}
