import { decimal } from '../shared/monitoring/in-words.ts'
import { responseRateOf } from '../shared/monitoring/score.ts'
import { thresholdInWords } from '../shared/monitoring/threshold.ts'
import { element, facts, figures, section } from './element.ts'
import type { Monitoring } from './shapes.ts'
import { momentInWords, questionnaireInWords } from './wording.ts'

type Results = Monitoring['results']

/** What the survey brought in, at a glance, by questionnaire. */
export const resultsSection = (results: Results): HTMLElement =>
  section('resultaten', 'Resultaten', ...results.flatMap(resultsOf))

const resultsOf = ({ questionnaire, respondents, pupils, importedAt }: Results[number]): HTMLElement[] => {
  const rate = respondents === null ? null : responseRateOf(respondents, pupils)
  return [
    element('h3', {}, questionnaireInWords[questionnaire]),
    figures(
      ['Respondenten', respondents === null ? `minder dan ${thresholdInWords}` : String(respondents)],
      ['Leerlingen', pupils === null ? 'niet bekend' : String(pupils)],
      ['Respons', rate === null ? 'niet te berekenen' : `${decimal(rate)}%`],
    ),
    facts(['Bijgewerkt', momentInWords(importedAt)]),
  ]
}
