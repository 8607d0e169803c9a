import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordResultsChanged } from '../../../shared/consent/results-changed.ts'
import type { Level } from '../../../shared/monitoring/level.ts'
import { questionnaires } from '../../../shared/monitoring/questionnaires/index.ts'
import { given, headAfter, key, may11, terms } from '../../support/builders.ts'
import { fakeStores } from '../../support/stores.ts'
import { renderedAfterEach } from './imports.ts'
import { rendered, reportOn } from './renderings.ts'
import {
  type Cell,
  dataOf,
  isSameGroup,
  publishedCells,
  type Survey,
  sumOf,
  withAnswers,
  withheldCells,
} from './respondents.ts'
import { type Files, growingFiles, surveysAndLevel, twoFiles } from './schools.ts'
import { witnessFor } from './witness.ts'

/**
 * The survey as one file has it. Whoever is not in it has answered nothing, so that places stay what they
 * are.
 */
const asIn = (survey: Survey, file: ReadonlySet<number>): Survey => ({
  ...survey,
  respondents: survey.respondents.map((respondent, place) =>
    file.has(place) ? respondent : { ...respondent, answers: respondent.answers.map(() => null) },
  ),
})

/** What each file makes of the survey: the report, what it tells, and what it withholds. */
const reportsOf = ({ survey, level, files }: Files) =>
  files.map(file => {
    const own = asIn(survey, file)
    return {
      file,
      rendered: rendered(own, level),
      published: publishedCells(own, level),
      withheld: withheldCells(own, level),
    }
  })

const isAtOneEnd = (survey: Survey, { questionnaire, question }: Cell, set: ReadonlySet<number>): boolean => {
  const { lowest, highest } = questionnaires[questionnaire].scale
  const answers = new Set([...set].map(place => survey.respondents[place]?.answers[question]))
  return answers.size === 1 && (answers.has(lowest) || answers.has(highest))
}

/**
 * A history that all the reports fit just as well, and in which the mean that one of them withholds is
 * another.
 */
const expectWitness = (
  { survey, level }: Files,
  reports: ReturnType<typeof reportsOf>,
  cell: Cell,
): Survey | undefined => {
  const shown = reports
    .flatMap(({ published }) => published)
    .filter(told => isSameGroup(told, cell) && told.question === cell.question)
    .map(({ answeredBy }) => new Set(answeredBy))
  const other = witnessFor(survey, cell, shown)
  if (other === undefined) {
    expect(shown.some(set => isAtOneEnd(survey, cell, set))).toBe(true)
    return undefined
  }
  expect(sumOf(other, cell)).not.toBe(sumOf(survey, cell))
  for (const report of reports) expect(rendered(asIn(other, report.file), level)).toEqual(report.rendered)
  return other
}

const expectWitnesses = (known: Files): void => {
  const reports = reportsOf(known)
  for (const { withheld } of reports) for (const cell of withheld) expectWitness(known, reports, cell)
}

describe('two reports of one school at one level', () => {
  it('fit two histories in which what is withheld differs, though it is known who is in which file', () => {
    fc.assert(fc.property(twoFiles, expectWitnesses), { numRuns: 150 })
  })

  it('do so after real imports, one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(twoFiles, fc.nat(), async (known, any) => {
        const reports = reportsOf(known)
        const cells = reports.flatMap(({ withheld }) => withheld)
        fc.pre(cells.length > 0)
        const other = expectWitness(known, reports, cells[any % cells.length]!)
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
  it('fit two histories in which what any of them withholds differs', () => {
    fc.assert(fc.property(growingFiles, expectWitnesses), { numRuns: 60 })
  })
})

describe('a fifth pupil who answers after four', () => {
  const pupils = (...answers: readonly number[]): Survey => ({
    questionnaires: ['LTO-VO'],
    respondents: answers.map(answer => ({
      educationType: 'HAVO',
      questionnaire: 'LTO-VO',
      answers: Array<number>(11).fill(answer),
    })),
    pupils: undefined,
  })
  const four = new Set([0, 1, 2, 3])
  const five = new Set([...four, 4])
  const cellOfFour: Cell = {
    educationType: 'HAVO',
    questionnaire: 'LTO-VO',
    question: 0,
    answeredBy: [...four],
  }
  const witness = (survey: Survey) => {
    const known = { survey, level: 'education-type', files: [four, five] } as const
    return expectWitness(known, reportsOf(known), cellOfFour)
  }

  it('leaves open what the four answered', () => {
    const survey = pupils(2, 3, 3, 5, 4)
    const other = witness(survey)!
    expect(sumOf(survey, cellOfFour)).toBe(13)
    expect(sumOf(other, cellOfFour)).toBe(14)
    expect(sumOf(other, { ...cellOfFour, answeredBy: [...five] })).toBe(17)
  })

  it('leaves nothing open where all five answered at one end, as their own report says', () => {
    expect(witness(pupils(1, 1, 1, 1, 1))).toBeUndefined()
    expect(witness(pupils(5, 5, 5, 5, 5))).toBeUndefined()
    expect(witness(pupils(4, 4, 4, 4, 4))).toBeDefined()
  })
})

/** The survey with an answer that nobody gave in place of each that is withheld. */
const withOthers = (survey: Survey, level: Level): Survey =>
  withheldCells(survey, level).reduce((changed, { questionnaire, question, answeredBy }) => {
    const { lowest, highest } = questionnaires[questionnaire].scale
    const answers = answeredBy.map(place => {
      const answer = survey.respondents[place]?.answers[question]
      return [place, answer === lowest ? highest : lowest] as const
    })
    return withAnswers(changed, question, new Map(answers))
  }, survey)

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
    Array.from({ length: number }, () => ({
      educationType: type,
      questionnaire: 'LTO-VO' as const,
      answers: Array<number>(11).fill(answer),
    }))
  const school = (answerOfFour: number): Survey => ({
    questionnaires: ['LTO-VO'],
    respondents: [...respondents('HAVO', 12, 4), ...respondents('VWO', 4, answerOfFour)],
    pupils: undefined,
  })

  it.each([
    ['education-type', 1],
    ['school', 2],
  ] as const)('at level %s leaves the consent at %i events', async (level, events) => {
    const { store, events: log } = fakeStores()
    const { digest: reportDigest, document } = reportOn(school(2), level)
    const { boardId, schoolName } = document
    await log.append(headAfter(given({ terms: terms({ level }), boardId, schoolName, reportDigest })))
    await store.saveResults(key.schoolId, key.schoolYear, dataOf(school(5)).results[0]!)
    await recordResultsChanged({ log, store }, key, may11)
    expect(await log.history(key)).toHaveLength(events)
  })
})
