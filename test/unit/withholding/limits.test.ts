import { describe, expect, it } from 'vitest'
import type { Level } from '../../../shared/monitoring/level.ts'
import { questionIdsOf, scoreIn } from '../monitoring/survey.ts'
import { reportOn } from './renderings.ts'
import type { Survey } from './respondents.ts'

/**
 * What withholding does not promise (docs/withholding.md). These are no wishes: they keep the page honest,
 * and are why the inspectorate gets one report, at one level, once.
 */

const pupils = (educationType: 'HAVO' | 'VWO', ...answers: readonly number[]): Survey['respondents'] =>
  answers.map(answer => ({
    educationType,
    questionnaire: 'LTO-VO',
    answers: Array<number>(questionIdsOf('LTO-VO').length).fill(answer),
  }))

/**
 * What a reader of one report can tell of a question: the sum of its answers, from the score and the
 * respondents.
 */
const sumTold = (survey: Survey['respondents'], level: Level, group = 0): number => {
  const report = reportOn({ questionnaires: ['LTO-VO'], respondents: survey, pupils: undefined }, level)
  const told = report.document.groups[group]!
  return Math.round(((scoreIn(told, 'V1')! + 1.25) / 2.25) * told.respondents)
}

describe('a reader of more than one report', () => {
  it('can subtract: both levels of one survey give the mean of an education type of four', () => {
    const survey = [...pupils('HAVO', 4, 4, 5, 3, 4, 4), ...pupils('VWO', 1, 2, 5, 1)]
    expect(sumTold(survey, 'school') - sumTold(survey, 'education-type')).toBe(1 + 2 + 5 + 1)
  })

  it('can tell what a pupil answered who came between two imports, if nothing else changed', () => {
    const before = pupils('HAVO', 4, 4, 5, 3, 4, 4)
    const after = [...before, ...pupils('HAVO', 2)]
    expect(sumTold(after, 'education-type') - sumTold(before, 'education-type')).toBe(2)
  })
})

describe('a reader of one report', () => {
  it.each([
    [1, 1],
    [5, 10],
  ])('knows what all answered where all answered %i', (answer, score) => {
    const respondents = pupils('HAVO', ...Array<number>(5).fill(answer))
    const { document } = reportOn(
      { questionnaires: ['LTO-VO'], respondents, pupils: undefined },
      'education-type',
    )
    expect(scoreIn(document.groups[0]!, 'V1')).toBe(score)
  })
})
