import { groupAmong, listed } from '../../shared/monitoring/in-words.ts'
import { THRESHOLD, thresholdInWords } from '../../shared/monitoring/threshold.ts'
import { scoreChart } from '../chart.ts'
import { type Child, element, paragraph } from '../element.ts'
import { responseRate } from '../group-results.ts'
import type { Report, ReportGroup } from '../shapes.ts'
import { table } from '../table.ts'
import { capitalized, score } from '../wording.ts'

/** A group as it was promised, and as it is delivered now. */
interface Pair {
  name: string
  old: ReportGroup
  now: ReportGroup
}

/** What was promised beside what is delivered now: each group that changed, figure by figure. */
export const oldBesideNew = (promised: Report, now: Report): readonly Child[] => {
  const [before, after] = [promised.document.groups, now.document.groups]
  const all = [promised, now].flatMap(({ document, withheld }) => [...document.groups, ...withheld])
  const nameOf = (group: ReportGroup) => groupAmong(all, group)
  const pairs = before.flatMap(old => {
    const found = sameIn(after, old)
    const isChanged = found && JSON.stringify(found) !== JSON.stringify(old)
    return isChanged ? [{ name: nameOf(old), old, now: found }] : []
  })
  return [
    ...only('Niet meer in het rapport', before, after, nameOf),
    ...only('Nieuw in het rapport', after, before, nameOf),
    ...pairs.flatMap(pair => (tellsOfFew(pair) ? [notBeside(pair)] : beside(pair))),
  ]
}

const sameIn = (groups: readonly ReportGroup[], { educationType, questionnaire }: ReportGroup) =>
  groups.find(group => group.educationType === educationType && group.questionnaire === questionnaire)

const only = (
  told: string,
  groups: readonly ReportGroup[],
  others: readonly ReportGroup[],
  nameOf: (group: ReportGroup) => string,
) => {
  const alone = groups.filter(group => !sameIn(others, group))
  return alone.length === 0 ? [] : [paragraph(`${told}: ${listed(alone.map(nameOf))}.`)]
}

/** Whether so few came or went that their answers are in the difference. */
const tellsOfFew = ({ old, now }: Pair): boolean => {
  const difference = Math.abs(now.respondents - old.respondents)
  return difference > 0 && difference < THRESHOLD
}

const notBeside = ({ name }: Pair): HTMLElement =>
  paragraph(
    `${capitalized(name)}: er zijn minder dan ${thresholdInWords} leerlingen bij gekomen of af gegaan. Daarom staan de cijfers van toen en nu niet naast elkaar.`,
  )

const beside = (pair: Pair): readonly HTMLElement[] => {
  const { name } = pair
  const questions = changedQuestions(pair)
  return [
    element(
      'div',
      { class: 'scores' },
      figures(`${capitalized(name)}: toen en nu`, 'Cijfer', [...countsOf(pair), ...scoresOf(pair)]),
      hasOtherScores(pair) && element('figure', {}, scoreChart(`${name}, toen en nu`, barsOf(pair))),
    ),
    ...(questions.length === 0
      ? []
      : [
          element(
            'details',
            {},
            element('summary', {}, `Vragen waarvan het cijfer veranderde: ${name}`),
            element(
              'div',
              { class: 'scores' },
              figures(`Vragen van ${name}: toen en nu`, 'Vraag', questions),
            ),
          ),
        ]),
  ]
}

type Row = readonly [name: string, old: string, now: string]

const figures = (caption: string, what: string, rows: readonly Row[]): HTMLElement =>
  table({
    caption,
    columns: [{ label: what }, { label: 'Toen', numeric: true }, { label: 'Nu', numeric: true }],
    rows,
  })

const countsOf = ({ old, now }: Pair): readonly Row[] => [
  ['Leerlingen', pupilsOf(old), pupilsOf(now)],
  ['Respondenten', String(old.respondents), String(now.respondents)],
  ['Respons', responseRate(old), responseRate(now)],
]

const pupilsOf = ({ pupils }: ReportGroup): string => (pupils === null ? 'Niet bekend' : String(pupils))

const scoresOf = (pair: Pair): readonly Row[] =>
  indicatorsOf(pair).map(({ name, old, now }) => [name, score(old.score), score(now?.score ?? null)])

const hasOtherScores = (pair: Pair): boolean =>
  indicatorsOf(pair).some(({ old, now }) => old.score !== now?.score)

const changedQuestions = (pair: Pair): readonly Row[] =>
  indicatorsOf(pair)
    .flatMap(({ old, now }) =>
      old.questions.map((question): Row => {
        const same = now?.questions.find(({ id }) => id === question.id)
        return [question.text, score(question.score), score(same?.score ?? null)]
      }),
    )
    .filter(([, before, after]) => before !== after)

const barsOf = (pair: Pair) =>
  indicatorsOf(pair).flatMap(({ name, old, now }) => [
    { name: `${name}, toen`, score: old.score },
    { name: `${name}, nu`, score: now?.score ?? null },
  ])

const indicatorsOf = ({ old, now }: Pair) =>
  old.indicators.map(indicator => ({
    name: indicator.name,
    old: indicator,
    now: now.indicators.find(({ id }) => id === indicator.id),
  }))
