import { decimal } from '../shared/monitoring/in-words.ts'
import { scoreChart } from './chart.ts'
import { element } from './element.ts'
import { scoreTable } from './score-table.ts'
import type { ReportGroup } from './shapes.ts'
import { capitalized } from './wording.ts'

/** The response and the scores of one group, in a table and beside it in a chart. */
export const groupResults = (group: ReportGroup, name: string): HTMLElement =>
  element(
    'article',
    { class: 'group' },
    element('h3', {}, capitalized(name)),
    element('p', { class: 'response' }, responseOf(group)),
    element(
      'div',
      { class: 'scores' },
      scoreTable(group, name),
      element('figure', {}, scoreChart(name, group.indicators)),
    ),
  )

export const responseRate = ({ responseRate: rate }: ReportGroup): string =>
  rate === null ? 'Niet te berekenen' : `${decimal(rate)}%`

const responseOf = (group: ReportGroup): string => {
  const { respondents, pupils } = group
  if (pupils === null)
    return `${respondents} leerlingen vulden de vragenlijst in. Hoeveel leerlingen er zijn, is niet bekend.`
  const answered = `${respondents} van de ${pupils} leerlingen vulden de vragenlijst in`
  return group.responseRate === null ? `${answered}.` : `${answered} (${responseRate(group)}).`
}

export const hasMissingScore = ({ indicators }: ReportGroup): boolean =>
  indicators.some(
    ({ score, questions }) => score === null || questions.some(question => question.score === null),
  )
