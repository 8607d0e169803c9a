import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordChangedFigures } from '../../../shared/consent/figures.ts'
import { questionnaires } from '../../../shared/monitoring/questionnaires/index.ts'
import type { Level } from '../../../shared/monitoring/report.ts'
import { given, headAfter, key, may11, terms } from '../../support/builders.ts'
import { InMemoryEventLog } from '../../support/doubles/event-log.ts'
import { InMemoryMonitoring } from '../../support/doubles/monitoring.ts'
import { renderedAfterEach } from './imports.ts'
import { rendered, reportOn } from './renderings.ts'
import {
  type Cell,
  dataOf,
  publishedCells,
  type Survey,
  sumOf,
  withAnswers,
  withheldCells,
} from './respondents.ts'
import { type Files, growingFiles, surveysAndLevel, twoFiles } from './schools.ts'
import { witnessFor } from './witness.ts'

/** The survey as one file has it. Whoever is not in it has answered nothing, so that places stay what they are. */
const asIn = (survey: Survey, file: ReadonlySet<number>): Survey => ({
  ...survey,
  respondents: survey.respondents.map((respondent, place) =>
    file.has(place) ? respondent : { ...respondent, answers: respondent.answers.map(() => null) },
  ),
})

/** Everything that any of the reports withholds. */
const withheldIn = ({ survey, level, files }: Files): readonly Cell[] =>
  files.flatMap(file => withheldCells(asIn(survey, file), level))

/** Who answered the question of the cell, in each of the reports that tell the score of it. */
const shownWith = ({ survey, level, files }: Files, { educationType, question }: Cell) =>
  files.flatMap(file =>
    publishedCells(asIn(survey, file), level)
      .filter(cell => cell.educationType === educationType && cell.question === question)
      .map(({ answeredBy }) => new Set(answeredBy)),
  )

const isAtOneEnd = (survey: Survey, question: number, set: ReadonlySet<number>): boolean => {
  const { lowest, highest } = questionnaires[survey.questionnaire].scale
  const answers = new Set([...set].map(place => survey.respondents[place]?.answers[question]))
  return answers.size === 1 && (answers.has(lowest) || answers.has(highest))
}

/** A history that all the reports fit just as well, and in which the mean they withhold is another. */
const expectWitness = (known: Files, cell: Cell): Survey | undefined => {
  const shown = shownWith(known, cell)
  const other = witnessFor(known.survey, cell, shown)
  if (other === undefined) {
    expect(shown.some(set => isAtOneEnd(known.survey, cell.question, set))).toBe(true)
    return undefined
  }
  expect(sumOf(other, cell)).not.toBe(sumOf(known.survey, cell))
  for (const file of known.files)
    expect(rendered(asIn(other, file), known.level)).toEqual(rendered(asIn(known.survey, file), known.level))
  return other
}

describe('two reports of one school at one level', () => {
  it('fit two histories with different means of whatever either withholds, also for those who know who is in which file', () => {
    fc.assert(
      fc.property(twoFiles, known => {
        for (const cell of withheldIn(known)) expectWitness(known, cell)
      }),
      { numRuns: 200 },
    )
  })

  it('do so after real imports, one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(twoFiles, fc.nat(), async (known, any) => {
        const cells = withheldIn(known)
        fc.pre(cells.length > 0)
        const other = expectWitness(known, cells[any % cells.length]!)
        fc.pre(other !== undefined)
        const [one, another] = await Promise.all(
          [known.survey, other].map(survey =>
            renderedAfterEach(
              known.files.map(file => asIn(survey, file)),
              known.level,
            ),
          ),
        )
        expect(another).toEqual(one)
      }),
      { numRuns: 40 },
    )
  })
})

describe('reports of files that only grow', () => {
  it('fit two histories with different means of whatever any of them withholds', () => {
    fc.assert(
      fc.property(growingFiles, known => {
        for (const cell of withheldIn(known)) expectWitness(known, cell)
      }),
      { numRuns: 100 },
    )
  })
})

describe('a fifth pupil who answers after four', () => {
  const pupils = (...answers: readonly number[]): Survey => ({
    questionnaire: 'LTO-VO',
    respondents: answers.map(answer => ({ educationType: 'HAVO', answers: Array<number>(11).fill(answer) })),
    pupils: undefined,
  })
  const four = new Set([0, 1, 2, 3])
  const five = new Set([...four, 4])
  const cellOfFour: Cell = { educationType: 'HAVO', question: 0, answeredBy: [...four] }
  const witness = (survey: Survey) =>
    expectWitness({ survey, level: 'education-type', files: [four, five] }, cellOfFour)

  it('leaves open what the four answered', () => {
    const survey = pupils(2, 3, 3, 5, 4)
    const other = witness(survey)!
    expect(sumOf(survey, cellOfFour)).toBe(13)
    expect(sumOf(other, cellOfFour)).toBe(14)
    expect(sumOf(other, { ...cellOfFour, answeredBy: [...five] })).toBe(17)
  })

  it('leaves nothing open where all five answered the lowest or the highest, as the report of the five says by itself', () => {
    expect(witness(pupils(1, 1, 1, 1, 1))).toBeUndefined()
    expect(witness(pupils(5, 5, 5, 5, 5))).toBeUndefined()
    expect(witness(pupils(4, 4, 4, 4, 4))).toBeDefined()
  })
})

/** The survey with an answer that nobody gave in place of each that is withheld. */
const withOthers = (survey: Survey, level: Level): Survey => {
  const { lowest, highest } = questionnaires[survey.questionnaire].scale
  return withheldCells(survey, level).reduce((changed, { question, answeredBy }) => {
    const answers = answeredBy.map(place => {
      const answer = survey.respondents[place]?.answers[question]
      return [place, answer === lowest ? highest : lowest] as const
    })
    return withAnswers(changed, question, new Map(answers))
  }, survey)
}

describe('any number of imports, each of other pupils', () => {
  it('have reports that fit any other answers wherever they are withheld', async () => {
    await fc.assert(
      fc.asyncProperty(surveysAndLevel, async ([surveys, level]) => {
        const others = surveys.map(survey => withOthers(survey, level))
        expect(await renderedAfterEach(others, level)).toEqual(await renderedAfterEach(surveys, level))
      }),
      { numRuns: 40 },
    )
  })
})

describe('a file that changes nothing but what is withheld', () => {
  const respondents = (type: 'HAVO' | 'VWO', number: number, answer: number) =>
    Array.from({ length: number }, () => ({ educationType: type, answers: Array<number>(11).fill(answer) }))
  const school = (answerOfFour: number): Survey => ({
    questionnaire: 'LTO-VO',
    respondents: [...respondents('HAVO', 12, 4), ...respondents('VWO', 4, answerOfFour)],
    pupils: undefined,
  })

  it.each([
    ['education-type', 1],
    ['school', 2],
  ] as const)('at level %s leaves the consent at %i events', async (level, events) => {
    const store = new InMemoryMonitoring()
    const log = new InMemoryEventLog()
    const { digest: reportDigest, document } = reportOn(school(2), level)
    const { boardId, schoolName } = document
    await log.append(headAfter(given({ terms: terms({ level }), boardId, schoolName, reportDigest })))
    await store.saveResults(key.schoolId, key.schoolYear, dataOf(school(5)).results!)
    await recordChangedFigures({ log, store }, key, may11)
    expect(await log.history(key)).toHaveLength(events)
  })
})
