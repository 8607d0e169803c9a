import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EducationType, educationTypes } from '../../../shared/directory/education.ts'
import type { AnswerTally, GroupTally, MonitoringData } from '../../../shared/monitoring/ports.ts'
import { type QuestionnaireId, questionnaires } from '../../../shared/monitoring/questionnaires/index.ts'
import { isLevelAllowed, type Level, levels } from '../../../shared/monitoring/report.ts'
import { questionIdsOf, reported, survey } from './survey.ts'

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

const school: fc.Arbitrary<MonitoringData> = fc
  .constantFrom<QuestionnaireId>('LTO-VO', 'LTO-PO', 'PROZO')
  .chain(questionnaire =>
    fc
      .tuple(
        fc.dictionary(educationType, groupTally(questionnaire), { maxKeys: 6 }),
        fc.option(fc.dictionary(educationType, fc.nat({ max: 3000 }), { maxKeys: 8 })),
      )
      .map(([groups, pupils]) => survey(groups, { questionnaire, ...(pupils && { pupils }) })),
  )

const questionnaireOf = ({ results }: MonitoringData): QuestionnaireId => {
  if (results === undefined) throw new Error('expected results')
  return results.questionnaire
}

const levelFor = (data: MonitoringData): fc.Arbitrary<Level> =>
  fc.constantFrom(...levels.filter(level => isLevelAllowed(questionnaireOf(data), level)))

const schoolAndLevel = school.chain(data => fc.tuple(fc.constant(data), levelFor(data)))

const groupsOf = (data: MonitoringData): [EducationType, GroupTally][] =>
  Object.entries(data.results?.groups ?? {}) as [EducationType, GroupTally][]

const withGroup = (data: MonitoringData, type: EducationType, changed: GroupTally): MonitoringData => {
  if (data.results === undefined) throw new Error('expected results')
  return { ...data, results: { ...data.results, groups: { ...data.results.groups, [type]: changed } } }
}

type Exact = { answers: bigint; sum: bigint }

/** What every number of the group rests on, added up by other means than the report's own. */
const answersAt = (data: MonitoringData, type: EducationType | null, id: string): Exact => {
  const exact = { answers: 0n, sum: 0n }
  for (const [own, { questions }] of groupsOf(data)) {
    if (type !== null && own !== type) continue
    exact.answers += BigInt(questions[id]?.answers ?? 0)
    exact.sum += BigInt(questions[id]?.sum ?? 0)
  }
  return exact
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
        const respondents = groupsOf(data).map(([, group]) => group.respondents)
        const total = respondents.reduce((sum, own) => sum + own, 0)
        const sizes = level === 'school' ? [total] : respondents
        expect(document.groups).toHaveLength(sizes.filter(size => size >= 5).length)
        expect(withheld).toHaveLength(sizes.filter(size => size >= 1 && size <= 4).length)
        expect(document.groups.every(group => group.respondents >= 5)).toBe(true)
      }),
    )
  })

  it('lists groups and withheld groups in the order of the education types', () => {
    fc.assert(
      fc.property(school, data => {
        const { document, withheld } = reported(data)
        const published = document.groups.map(group => group.educationType)
        for (const types of [published, withheld] as EducationType[][]) {
          expect(types).toEqual(educationTypes.filter(type => types.includes(type)))
        }
      }),
    )
  })

  it('does not depend on anything of a withheld group', () => {
    const schoolWithSmallGroup = school.chain(data =>
      fc.tuple(
        fc.constant(data),
        educationType,
        smallGroup(questionnaireOf(data)),
        fc.option(fc.nat({ max: 3000 }), { nil: undefined }),
      ),
    )
    fc.assert(
      fc.property(schoolWithSmallGroup, ([data, type, small, pupils]) => {
        const { [type]: _, ...others } = data.pupils ?? {}
        const known = { ...data, pupils: pupils === undefined ? others : { ...others, [type]: pupils } }
        expect(reported(withGroup(known, type, small)).document).toEqual(
          reported(withGroup(data, type, { respondents: 0, questions: {} })).document,
        )
      }),
    )
  })

  it('does not depend on fewer than five answers to a question, at either level', () => {
    const fewAnswers = fc
      .nat({ max: 4 })
      .chain(answers =>
        fc.record({ answers: fc.constant(answers), sum: fc.integer({ min: answers, max: 4 * answers }) }),
      )
    const schoolWithFew = schoolAndLevel
      .filter(([data]) => groupsOf(data).length > 0)
      .chain(drawn => fc.tuple(fc.constant(drawn), fc.constantFrom('V1', 'A2', 'W3'), fewAnswers, fewAnswers))
    fc.assert(
      fc.property(schoolWithFew, ([[data, level], id, one, other]) => {
        const documentWith = (first: AnswerTally) => {
          const tallies = groupsOf(data).map(([type, { respondents, questions }], index) => {
            const own = index === 0 ? first : { answers: 0, sum: 0 }
            return [type, { respondents, questions: { ...questions, [id]: own } }] as const
          })
          return reported(
            tallies.reduce((all, [type, own]) => withGroup(all, type, own), data),
            level,
          ).document
        }
        expect(documentWith(one)).toEqual(documentWith(other))
      }),
    )
  })

  it('scores every question and indicator as whole numbers do by hand', () => {
    fc.assert(
      fc.property(schoolAndLevel, ([data, level]) => {
        const { questionnaire, groups } = reported(data, level).document
        for (const group of groups) {
          for (const { score, questions } of group.indicators) {
            const exact = questions.map(({ id }) => answersAt(data, group.educationType, id))
            expect(score).toBe(scoreOracle(questionnaire, exact))
            expect(questions.map(question => question.score)).toEqual(
              exact.map(own => scoreOracle(questionnaire, [own])),
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
