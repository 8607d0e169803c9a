import { type Child, element } from './element.ts'
import type { ReportGroup, ReportIndicator } from './shapes.ts'
import { score } from './wording.ts'

/** The scores of one group: a row for each indicator, under which its questions unfold. */
export const scoreTable = (group: ReportGroup, name: string): HTMLElement =>
  element(
    'table',
    { class: 'utrecht-table utrecht-table--html-table' },
    element('caption', { class: 'unseen' }, `Cijfers: ${name}`),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col' }, 'Indicator'),
        element('th', { scope: 'col' }, 'Cijfer'),
      ),
    ),
    ...group.indicators.flatMap(indicator =>
      foldable(indicator, `${group.educationType ?? 'school'}-${group.questionnaire}-${indicator.id}`),
    ),
  )

const foldable = ({ name, score: own, questions }: ReportIndicator, id: string): HTMLElement[] => {
  const rows = element(
    'tbody',
    { id, hidden: true, class: 'questions' },
    ...questions.map(question => row(question.text, question.score)),
  )
  const unfold = element(
    'button',
    { type: 'button', class: 'fold', 'aria-expanded': 'false', 'aria-controls': id },
    name,
  )
  unfold.addEventListener('click', () => {
    rows.hidden = !rows.hidden
    unfold.setAttribute('aria-expanded', String(!rows.hidden))
  })
  return [element('tbody', {}, row(unfold, own)), rows]
}

const row = (head: Child, value: number | null) =>
  element('tr', {}, element('th', { scope: 'row' }, head), element('td', {}, score(value)))
