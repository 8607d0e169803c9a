import fc from 'fast-check'
import { expect, it } from 'vitest'
import { educationTypes } from '../../../shared/directory/education.ts'
import type { QuestionnaireId } from '../../../shared/monitoring/questionnaires/index.ts'
import { questionnaires } from '../../../shared/monitoring/questionnaires/index.ts'
import type { GroupName } from '../../../shared/monitoring/report.ts'
import { reportOn } from './renderings.ts'
import {
  cellsAt,
  groupsAt,
  hasAnswered,
  isSameGroup,
  type Survey,
  sumOf,
  withheldGroups,
} from './respondents.ts'
import { surveyAndLevel } from './schools.ts'

const ids = Object.keys(questionnaires)

/** The school first, then the education types, and of each the questionnaires. */
const placeOf = ({ educationType, questionnaire }: GroupName): number =>
  (educationType === null ? 0 : 1 + educationTypes.indexOf(educationType)) * ids.length +
  ids.indexOf(questionnaire)
const inOrder = (names: readonly GroupName[]) => names.toSorted((one, other) => placeOf(one) - placeOf(other))
const nameIn = ({ educationType, questionnaire }: GroupName) => ({ educationType, questionnaire })

/** Half up in whole numbers: the most tenths that do not exceed the value plus half a tenth. */
const rounded = (numerator: bigint, denominator: bigint): number => {
  const tenths = (numerator * 10n * 2n + denominator) / (denominator * 2n)
  return Number(`${tenths / 10n}.${tenths % 10n}`)
}

type Exact = { answers: bigint; sum: bigint }

/** Said here once more, by hand, as is all that follows (contract, rule 10): the mean over questions that five answered. */
const scoreOf = (questionnaire: QuestionnaireId, questions: readonly Exact[]): number | null => {
  const published = questions.filter(({ answers }) => answers >= 5n)
  if (published.length === 0) return null
  const answers = published.reduce((total, own) => total + own.answers, 0n)
  const sum = published.reduce((total, own) => total + own.sum, 0n)
  return questionnaire === 'PROZO'
    ? rounded(3n * sum - 2n * answers, answers)
    : rounded(225n * sum - 125n * answers, 100n * answers)
}

/** Rule 10, type by type. */
const pupilsOf = ({ pupils = {}, respondents }: Survey, { educationType }: GroupName): number | null => {
  if (educationType !== null) return pupils[educationType] ?? null
  let [total, known] = [0, 0]
  for (const type of educationTypes) {
    const answered = respondents.filter(each => each.educationType === type && hasAnswered(each))
    const isOfSchool = answered.some(({ questionnaire }) => questionnaire !== 'PROZO')
    const number = pupils[type]
    if (number === undefined && isOfSchool) return null
    if (number === undefined || (answered.length > 0 && !isOfSchool)) continue
    total += number
    known += 1
  }
  return known > 0 ? total : null
}

it('a report lists every group of five or more and withholds the others, in the order of the contract', () => {
  fc.assert(
    fc.property(surveyAndLevel, ([survey, level]) => {
      const { document, withheld } = reportOn(survey, level)
      const large = groupsAt(survey, level).filter(({ places }) => places.length >= 5)
      expect(document.groups.map(nameIn)).toEqual(inOrder(large.map(({ group }) => group)))
      expect(withheld).toEqual(inOrder(withheldGroups(survey, level)))
    }),
    { numRuns: 300 },
  )
})

it('every number of a group is what whole numbers make of the answers by hand', () => {
  fc.assert(
    fc.property(surveyAndLevel, ([survey, level]) => {
      const [groups, cells] = [groupsAt(survey, level), cellsAt(survey, level)]
      for (const told of reportOn(survey, level).document.groups) {
        const { questionnaire, indicators, respondents, pupils, responseRate } = told
        expect(respondents).toBe(groups.find(({ group }) => isSameGroup(group, told))?.places.length)
        expect(pupils).toBe(pupilsOf(survey, told))
        expect(responseRate).toBe(pupils ? rounded(BigInt(respondents) * 100n, BigInt(pupils)) : null)
        const answered = cells
          .filter(cell => isSameGroup(cell, told))
          .map(cell => ({ answers: BigInt(cell.answeredBy.length), sum: BigInt(sumOf(survey, cell)) }))
        for (const { score, questions } of indicators) {
          const own = answered.splice(0, questions.length)
          expect(questions.map(question => question.score)).toEqual(
            own.map(one => scoreOf(questionnaire, [one])),
          )
          expect(score).toBe(scoreOf(questionnaire, own))
        }
      }
    }),
    { numRuns: 300 },
  )
})
