import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Level } from '../../../shared/monitoring/level.ts'
import { questionnaires } from '../../../shared/monitoring/questionnaires/index.ts'
import { made } from '../monitoring/pdf-report.ts'
import { rendered, reportOn } from './renderings.ts'
import {
  type Cell,
  isIn,
  type Survey,
  sumOf,
  withAnswers,
  withheldCells,
  withheldGroups,
} from './respondents.ts'
import { surveyAndLevel } from './schools.ts'

const scaleOf = ({ questionnaire }: Cell) => questionnaires[questionnaire].scale

/** A survey, and the same one with every answer that is withheld replaced by any other, all at once. */
const andWithOtherAnswers = surveyAndLevel
  .map(([survey, level]) => ({ survey, level, cells: withheldCells(survey, level) }))
  .filter(({ cells }) => cells.length > 0)
  .chain(({ survey, level, cells }) => {
    const answersTo = (cell: Cell) => {
      const { lowest, highest } = scaleOf(cell)
      const length = cell.answeredBy.length
      return fc.array(fc.integer({ min: lowest, max: highest }), { minLength: length, maxLength: length })
    }
    return fc.tuple(...cells.map(answersTo)).map(answers => {
      const other = cells.reduce((changed, { question, answeredBy }, index) => {
        const told = answeredBy.map((place, nth) => [place, answers[index]![nth]!] as const)
        return withAnswers(changed, question, new Map(told))
      }, survey)
      return { survey, other, level }
    })
  })

/** So many answers that add up to `sum`, as even as they can be. */
const addingUpTo = (sum: number, { answeredBy }: Cell): ReadonlyMap<number, number> => {
  const least = Math.floor(sum / answeredBy.length)
  const more = sum % answeredBy.length
  return new Map(answeredBy.map((place, index) => [place, index < more ? least + 1 : least]))
}

describe('one report', () => {
  it('is the same, to the byte and in its digest, whatever was answered that it withholds', () => {
    fc.assert(
      fc.property(andWithOtherAnswers, ({ survey, other, level }) => {
        expect(rendered(other, level)).toEqual(rendered(survey, level))
        expect(reportOn(other, level).digest).toBe(reportOn(survey, level).digest)
      }),
      { numRuns: 300 },
    )
  })

  it('is the same, to the byte, as PDF', async () => {
    await fc.assert(
      fc.asyncProperty(andWithOtherAnswers, async ({ survey, other, level }) => {
        const [one, another] = await Promise.all([survey, other].map(each => made(reportOn(each, level))))
        expect(another?.equals(one!)).toBe(true)
      }),
      { numRuns: 8 },
    )
  })

  it('fits every mean that the answers it withholds could have: none can be computed from it', () => {
    fc.assert(
      fc.property(surveyAndLevel, fc.nat(), ([survey, level], any) => {
        const cells = withheldCells(survey, level)
        fc.pre(cells.length > 0)
        const cell = cells[any % cells.length]!
        const { lowest, highest } = scaleOf(cell)
        const shown = rendered(survey, level)
        for (let sum = lowest * cell.answeredBy.length; sum <= highest * cell.answeredBy.length; sum += 1) {
          const other = withAnswers(survey, cell.question, addingUpTo(sum, cell))
          expect(sumOf(other, cell)).toBe(sum)
          expect(rendered(other, level)).toEqual(shown)
        }
      }),
    )
  })

  it('is the same had those it withholds not answered, but for the names the school alone is told', () => {
    fc.assert(
      fc.property(surveyAndLevel, ([survey, level]) => {
        const without = withoutWithheld(survey, level)
        const [one, other] = [survey, without].map(each => reportOn(each, level))
        expect(other?.document).toEqual(one?.document)
        expect(other?.digest).toBe(one?.digest)
        expect(rendered(without, level).csv).toBe(rendered(survey, level).csv)
        expect(rendered(without, level).payload).toBe(rendered(survey, level).payload)
        expect(new Set(one?.withheld)).toEqual(new Set(withheldGroups(survey, level)))
        expect(other?.withheld).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

/**
 * Small groups leave; in others, who answered a withheld question did not, where that was not their only
 * answer.
 */
const withoutWithheld = (survey: Survey, level: Level): Survey => {
  const isSmall = isIn(withheldGroups(survey, level), level)
  const others = withoutTheirPupils(survey, {
    ...survey,
    respondents: survey.respondents.filter(each => !isSmall(each)),
  })
  return withheldCells(others, level).reduce((changed, { question, answeredBy }) => {
    const silent = answeredBy.filter(
      place => changed.respondents[place]!.answers.filter(answer => answer !== null).length > 1,
    )
    return withAnswers(changed, question, new Map(silent.map(place => [place, null])))
  }, others)
}

/** Pupils of an education type in which only `PROZO` was answered are none of the school's (contract, rule 10). */
const withoutTheirPupils = ({ respondents }: Survey, others: Survey): Survey => {
  const answered = (all: Survey['respondents']) =>
    new Set(
      all
        .filter(({ answers }) => answers.some(answer => answer !== null))
        .map(({ educationType }) => educationType),
    )
  const [before, after] = [answered(respondents), answered(others.respondents)]
  const isGone = (type: string) => [...before].some(each => each === type && !after.has(each))
  const pupils = others.pupils && Object.entries(others.pupils).filter(([type]) => !isGone(type))
  return { ...others, pupils: pupils && Object.fromEntries(pupils) }
}
