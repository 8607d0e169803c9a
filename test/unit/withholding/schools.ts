import fc from 'fast-check'
import { type EducationType, educationTypesOf } from '../../../shared/directory/education.ts'
import type { Level } from '../../../shared/monitoring/level.ts'
import { type QuestionnaireId, questionnaires } from '../../../shared/monitoring/questionnaires/index.ts'
import { questionIdsOf } from '../monitoring/survey.ts'
import type { Respondent, Survey } from './respondents.ts'

const typesOf = {
  'LTO-VO': educationTypesOf.VO,
  'LTO-PO': educationTypesOf.PO,
  PROZO: ['PRO', 'VMBO-B'],
} as const satisfies Record<QuestionnaireId, readonly EducationType[]>

/** On both sides of the border of five, most of the time. */
const aroundFive = (most: number) => fc.integer({ min: Math.min(3, most), max: Math.min(6, most) })

const groupSize = fc.oneof(
  { weight: 4, arbitrary: aroundFive(6) },
  { weight: 2, arbitrary: fc.integer({ min: 7, max: 24 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 }) },
)

/** Answers as they come, and as they seldom do: all the same, or all at one end of the scale. */
const answersTo = (questionnaire: QuestionnaireId, number: number): fc.Arbitrary<readonly number[]> => {
  const { lowest, highest } = questionnaires[questionnaire].scale
  const answer = fc.integer({ min: lowest, max: highest })
  return fc.oneof(
    { weight: 3, arbitrary: fc.array(answer, { minLength: number, maxLength: number }) },
    { weight: 1, arbitrary: answer.map(same => Array<number>(number).fill(same)) },
    { weight: 1, arbitrary: fc.constantFrom(lowest, highest).map(end => Array<number>(number).fill(end)) },
  )
}

/** What a group of `size` answered to one question: all of them, a few of them, or any number. */
const column = (questionnaire: QuestionnaireId, size: number): fc.Arbitrary<readonly (number | null)[]> =>
  fc
    .oneof(
      { weight: 3, arbitrary: fc.constant(size) },
      { weight: 3, arbitrary: aroundFive(size) },
      { weight: 1, arbitrary: fc.nat({ max: size }) },
    )
    .chain(answered =>
      fc.tuple(
        fc.subarray([...Array(size).keys()], { minLength: answered, maxLength: answered }),
        answersTo(questionnaire, answered),
      ),
    )
    .map(([places, answers]) => {
      const cells = Array<number | null>(size).fill(null)
      places.forEach((place, index) => {
        cells[place] = answers[index] ?? null
      })
      return cells
    })

const group = (
  questionnaire: QuestionnaireId,
  educationType: EducationType,
): fc.Arbitrary<readonly Respondent[]> =>
  groupSize.chain(size =>
    fc.tuple(...questionIdsOf(questionnaire).map(() => column(questionnaire, size))).map(columns =>
      Array.from({ length: size }, (_, place) => ({
        educationType,
        questionnaire,
        answers: columns.map(cells => cells[place] ?? null),
      })),
    ),
  )

type Questionnaires = Survey['questionnaires']

/** Where there are both, an education type often has respondents of both. */
const typesFor = (questionnaire: QuestionnaireId, all: Questionnaires): readonly EducationType[] =>
  all.length > 1 ? ['PRO', 'VMBO-B', 'HAVO'] : typesOf[questionnaire]

const groupsOf = (
  questionnaire: QuestionnaireId,
  types: readonly EducationType[],
  most: number,
): fc.Arbitrary<readonly Respondent[]> =>
  fc
    .uniqueArray(fc.constantFrom(...types), { minLength: 1, maxLength: most })
    .chain(chosen => fc.tuple(...chosen.map(each => group(questionnaire, each))))
    .map(groups => groups.flat())

export const surveyOf = (questionnaires: Questionnaires): fc.Arbitrary<Survey> => {
  const number = fc.oneof(aroundFive(6), fc.nat({ max: 60 }))
  const types = questionnaires.flatMap(each => typesFor(each, questionnaires))
  return fc.record({
    questionnaires: fc.constant(questionnaires),
    respondents: fc
      .tuple(
        ...questionnaires.map(each =>
          groupsOf(each, typesFor(each, questionnaires), 4 / questionnaires.length),
        ),
      )
      .map(groups => groups.flat()),
    pupils: fc.option(fc.dictionary(fc.constantFrom(...types), number, { maxKeys: 5 }), { nil: undefined }),
  })
}

/** Said here once more, by hand (contract, rule 3). */
const levelFor = (questionnaires: Questionnaires): fc.Arbitrary<Level> =>
  questionnaires.every(each => each === 'PROZO')
    ? fc.constant('education-type')
    : fc.constantFrom('school', 'education-type')

/** One questionnaire, or the two that a location may have beside each other. */
const surveyed = fc.oneof<[fc.WeightedArbitrary<Questionnaires>, fc.WeightedArbitrary<Questionnaires>]>(
  { weight: 3, arbitrary: fc.constantFrom<Questionnaires>(['LTO-VO'], ['LTO-PO'], ['PROZO']) },
  { weight: 3, arbitrary: fc.constant<Questionnaires>(['LTO-VO', 'PROZO']) },
)

/** Any school with groups and questions on both sides of the border, at a level it may deliver at. */
export const surveyAndLevel: fc.Arbitrary<readonly [Survey, Level]> = surveyed.chain(ids =>
  fc.tuple(surveyOf(ids), levelFor(ids)),
)

/** Surveys of one school, each of other pupils than the one before, at one level. */
export const surveysAndLevel: fc.Arbitrary<readonly [readonly Survey[], Level]> = surveyed.chain(ids =>
  fc.tuple(fc.array(surveyOf(ids), { minLength: 2, maxLength: 4 }), levelFor(ids)),
)

/**
 * Files of one school, over all respondents that stand in any of them. Whoever reads the reports knows who is
 * in which.
 */
export interface Files {
  readonly survey: Survey
  readonly level: Level
  /** Of each file, the places of its respondents in the survey. */
  readonly files: readonly ReadonlySet<number>[]
}

const places = ({ respondents }: Survey): readonly number[] => [...respondents.keys()]

const filesOf = (
  absentOf: (survey: Survey) => fc.Arbitrary<readonly (readonly number[])[]>,
): fc.Arbitrary<Files> =>
  surveyAndLevel.chain(([survey, level]) =>
    absentOf(survey).map(absent => ({
      survey,
      level,
      files: absent.map(gone => new Set(places(survey).filter(place => !gone.includes(place)))),
    })),
  )

/** Some of whom another file lacks: few, so that groups and questions pass the border. */
const few = (survey: Survey): fc.Arbitrary<readonly number[]> =>
  fc.subarray([...places(survey)], { maxLength: Math.min(3, survey.respondents.length) })

/** Two files that mostly hold the same pupils: a few came, a few went, or both. */
export const twoFiles: fc.Arbitrary<Files> = filesOf(survey =>
  fc.oneof(
    few(survey).map(gone => [gone, []]),
    few(survey).map(gone => [[], gone]),
    fc.tuple(few(survey), few(survey)),
  ),
)

/** Three or four files, each of which holds all of the one before. */
export const growingFiles: fc.Arbitrary<Files> = filesOf(survey =>
  fc
    .array(few(survey), { minLength: 2, maxLength: 3 })
    .map(later => [...later.keys(), later.length].map(file => later.slice(file).flat())),
)
