import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EducationType, educationTypes } from '../../../shared/directory/education.ts'
import type { Level } from '../../../shared/monitoring/level.ts'
import type {
  AnswerTally,
  GroupTally,
  MonitoringData,
  SurveyResults,
} from '../../../shared/monitoring/ports.ts'
import { type QuestionnaireId, questionnaires } from '../../../shared/monitoring/questionnaires/index.ts'
import type { GroupName } from '../../../shared/monitoring/report.ts'
import { questionIdsOf, reported, survey, together } from './survey.ts'

/** Few or many: half of all groups and questions are near the border of five. */
const number = (most: number) => fc.oneof(fc.nat({ max: Math.min(8, most) }), fc.nat({ max: most }))

const tally = (questionnaire: QuestionnaireId, respondents: number): fc.Arbitrary<AnswerTally> => {
  const { lowest, highest } = questionnaires[questionnaire].scale
  return number(respondents).chain(answers =>
    fc.record({
      answers: fc.constant(answers),
      sum: fc.integer({ min: lowest * answers, max: highest * answers }),
    }),
  )
}

const groupTally = (questionnaire: QuestionnaireId, size = number(3000)): fc.Arbitrary<GroupTally> =>
  size.chain(respondents =>
    fc.record({
      respondents: fc.constant(respondents),
      questions: fc.record(
        Object.fromEntries(questionIdsOf(questionnaire).map(id => [id, tally(questionnaire, respondents)])),
      ),
    }),
  )

const smallGroup = (questionnaire: QuestionnaireId): fc.Arbitrary<GroupTally> =>
  groupTally(questionnaire, fc.integer({ min: 1, max: 4 }))

const educationType = fc.constantFrom(...educationTypes)

const surveyed = (questionnaire: QuestionnaireId): fc.Arbitrary<MonitoringData> =>
  fc
    .tuple(
      fc.dictionary(educationType, groupTally(questionnaire), { maxKeys: 6 }),
      fc.option(fc.dictionary(educationType, fc.nat({ max: 3000 }), { maxKeys: 8 })),
    )
    .map(([groups, pupils]) => survey(groups, { questionnaire, ...(pupils && { pupils }) }))

/** Of one questionnaire, or of the two that a location may have beside each other. */
const school: fc.Arbitrary<MonitoringData> = fc.oneof(
  fc.constantFrom<QuestionnaireId>('LTO-VO', 'LTO-PO', 'PROZO').chain(surveyed),
  fc.tuple(surveyed('LTO-VO'), surveyed('PROZO')).map(([one, other]) => together(one, other)),
)

/** Said here once more, by hand, as is all that follows (contract, rule 3). */
const isWhole = ({ questionnaire }: GroupName | SurveyResults): boolean => questionnaire !== 'PROZO'

const levelFor = ({ results }: MonitoringData): fc.Arbitrary<Level> =>
  results.some(isWhole) ? fc.constantFrom('school', 'education-type') : fc.constant('education-type')

const schoolAndLevel = school.chain(data => fc.tuple(fc.constant(data), levelFor(data)))

type Part = GroupName & { educationType: EducationType; tally: GroupTally }

/** All that was tallied, by questionnaire and education type. */
const partsOf = ({ results }: MonitoringData): readonly Part[] =>
  results.flatMap(({ questionnaire, groups }) =>
    Object.entries(groups).map(([educationType, tally]) => ({
      educationType: educationType as EducationType,
      questionnaire,
      tally,
    })),
  )

const withGroup = (
  data: MonitoringData,
  { educationType, questionnaire }: GroupName & { educationType: EducationType },
  changed: GroupTally,
): MonitoringData => ({
  ...data,
  results: data.results.map(results =>
    results.questionnaire === questionnaire
      ? { ...results, groups: { ...results.groups, [educationType]: changed } }
      : results,
  ),
})

/** The parts that a group of a report consists of. */
const partsIn = (data: MonitoringData, { educationType, questionnaire }: GroupName): readonly Part[] =>
  partsOf(data).filter(
    part =>
      part.questionnaire === questionnaire &&
      (educationType === null || part.educationType === educationType),
  )

type Exact = { answers: bigint; sum: bigint }

/** What every number of the group rests on, added up by other means than the report's own. */
const answersAt = (data: MonitoringData, group: GroupName, id: string): Exact => {
  const exact = { answers: 0n, sum: 0n }
  for (const { tally } of partsIn(data, group)) {
    exact.answers += BigInt(tally.questions[id]?.answers ?? 0)
    exact.sum += BigInt(tally.questions[id]?.sum ?? 0)
  }
  return exact
}

/** Rule 10, type by type. */
const pupilsOracle = (data: MonitoringData, group: GroupName): number | null => {
  const { pupils = {} } = data
  if (group.educationType !== null) return pupils[group.educationType] ?? null
  let [total, known] = [0, 0]
  for (const type of educationTypes) {
    const answered = partsOf(data).filter(part => part.educationType === type && part.tally.respondents > 0)
    const number = pupils[type]
    if (number === undefined && answered.some(isWhole)) return null
    if (number === undefined || (answered.length > 0 && !answered.some(isWhole))) continue
    total += number
    known += 1
  }
  return known > 0 ? total : null
}

/** Half up in whole numbers: the most tenths that do not exceed the value plus half a tenth. */
const roundedOracle = (numerator: bigint, denominator: bigint): number => {
  const tenths = (numerator * 10n * 2n + denominator) / (denominator * 2n)
  return Number(`${tenths / 10n}.${tenths % 10n}`)
}

const scoreOracle = (questionnaire: QuestionnaireId, exact: readonly Exact[]): number | null => {
  const published = exact.filter(({ answers }) => answers >= 5n)
  if (published.length === 0) return null
  const answers = published.reduce((total, own) => total + own.answers, 0n)
  const sum = published.reduce((total, own) => total + own.sum, 0n)
  return questionnaire === 'PROZO'
    ? roundedOracle(3n * sum - 2n * answers, answers)
    : roundedOracle(225n * sum - 125n * answers, 100n * answers)
}

describe('reports of any school', () => {
  it('lists only groups of five or more, and withholds exactly those of one to four', () => {
    fc.assert(
      fc.property(schoolAndLevel, ([data, level]) => {
        const { document, withheld } = reported(data, level)
        const names = new Map(
          partsOf(data).map(part => {
            const educationType = level === 'school' && isWhole(part) ? null : part.educationType
            const name = { educationType, questionnaire: part.questionnaire }
            return [JSON.stringify(name), name]
          }),
        )
        const sizes = [...names.values()].map(name =>
          partsIn(data, name).reduce((total, { tally }) => total + tally.respondents, 0),
        )
        expect(document.groups).toHaveLength(sizes.filter(size => size >= 5).length)
        expect(withheld).toHaveLength(sizes.filter(size => size >= 1 && size <= 4).length)
        expect(document.groups.every(group => group.respondents >= 5)).toBe(true)
      }),
    )
  })

  it('lists groups and withheld groups by education type, the school first, and then by questionnaire', () => {
    const ids = Object.keys(questionnaires)
    const order = ({ educationType, questionnaire }: GroupName): number =>
      (educationType === null ? 0 : 1 + educationTypes.indexOf(educationType)) * ids.length +
      ids.indexOf(questionnaire)
    fc.assert(
      fc.property(schoolAndLevel, ([data, level]) => {
        const { document, withheld } = reported(data, level)
        for (const names of [document.groups, withheld] as const) {
          const places = names.map(order)
          expect(places).toEqual([...new Set(places)].sort((one, other) => one - other))
        }
      }),
    )
  })

  it('does not depend on anything of a withheld group of an education type', () => {
    const schoolWithSmallGroup = school.chain(data =>
      fc
        .constantFrom(...data.results.map(({ questionnaire }) => questionnaire))
        .chain(questionnaire =>
          fc.tuple(fc.constant(data), educationType, fc.constant(questionnaire), smallGroup(questionnaire)),
        ),
    )
    fc.assert(
      fc.property(schoolWithSmallGroup, ([data, educationType, questionnaire, small]) => {
        const name = { educationType, questionnaire }
        expect(reported(withGroup(data, name, small)).document).toEqual(
          reported(withGroup(data, name, { respondents: 0, questions: {} })).document,
        )
      }),
    )
  })

  it('has no pupils of an education type of which every group is withheld', () => {
    const withPupils = school.chain(data =>
      fc.tuple(fc.constant(data), educationType, fc.option(fc.nat({ max: 3000 }), { nil: undefined })),
    )
    fc.assert(
      fc.property(withPupils, ([data, type, pupils]) => {
        const isShown = partsOf(data).some(
          ({ educationType, tally }) => educationType === type && tally.respondents >= 5,
        )
        fc.pre(!isShown)
        const { [type]: _, ...others } = data.pupils ?? {}
        const known = { ...data, pupils: pupils === undefined ? others : { ...others, [type]: pupils } }
        expect(reported(known).document).toEqual(reported(data).document)
      }),
    )
  })

  it('counts the pupils of every group as the contract has it', () => {
    fc.assert(
      fc.property(schoolAndLevel, ([data, level]) => {
        for (const group of reported(data, level).document.groups)
          expect(group.pupils).toBe(pupilsOracle(data, group))
      }),
      { numRuns: 500 },
    )
  })

  it('does not depend on fewer than five answers to a question, at either level', () => {
    const fewAnswers = fc
      .nat({ max: 4 })
      .chain(answers =>
        fc.record({ answers: fc.constant(answers), sum: fc.integer({ min: answers, max: 4 * answers }) }),
      )
    const schoolWithFew = schoolAndLevel
      .filter(([data]) => partsOf(data).length > 0)
      .chain(drawn => fc.tuple(fc.constant(drawn), fc.constantFrom('V1', 'A2', 'W3'), fewAnswers, fewAnswers))
    fc.assert(
      fc.property(schoolWithFew, ([[data, level], id, one, other]) => {
        const documentWith = (first: AnswerTally) => {
          const changed = partsOf(data).reduce((all, { tally, ...part }, index) => {
            const own = index === 0 ? first : { answers: 0, sum: 0 }
            return withGroup(all, part, { ...tally, questions: { ...tally.questions, [id]: own } })
          }, data)
          return reported(changed, level).document
        }
        expect(documentWith(one)).toEqual(documentWith(other))
      }),
    )
  })

  it('scores every question and indicator as whole numbers do by hand', () => {
    fc.assert(
      fc.property(schoolAndLevel, ([data, level]) => {
        for (const group of reported(data, level).document.groups) {
          for (const { score, questions } of group.indicators) {
            const exact = questions.map(({ id }) => answersAt(data, group, id))
            expect(score).toBe(scoreOracle(group.questionnaire, exact))
            expect(questions.map(question => question.score)).toEqual(
              exact.map(own => scoreOracle(group.questionnaire, [own])),
            )
          }
        }
      }),
    )
  })

  it('rounds every response rate half up, from whole numbers', () => {
    fc.assert(
      fc.property(schoolAndLevel, ([data, level]) => {
        for (const { respondents, pupils, responseRate } of reported(data, level).document.groups) {
          const expected = pupils ? roundedOracle(BigInt(respondents) * 100n, BigInt(pupils)) : null
          expect(responseRate).toBe(expected)
        }
      }),
    )
  })
})
