import type { EducationType } from '../../../shared/directory/education.ts'
import type { BoardId, SchoolId, SchoolYear } from '../../../shared/directory/identifiers.ts'
import { tallies } from '../../../shared/ingestion/tallies.ts'
import type { Level } from '../../../shared/monitoring/level.ts'
import type { MonitoringData, Pupils } from '../../../shared/monitoring/ports.ts'
import type { QuestionnaireId } from '../../../shared/monitoring/questionnaires/index.ts'
import type { GroupName, ReportSubject } from '../../../shared/monitoring/report.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import { questionIdsOf } from '../monitoring/survey.ts'

/** One pupil: an answer for each question of the questionnaire, null where none was given. */
export interface Respondent {
  readonly educationType: EducationType
  readonly questionnaire: QuestionnaireId
  readonly answers: readonly (number | null)[]
}

/** A survey before anything is added up: what the service reads, and never keeps. */
export interface Survey {
  /** Of which there are results, if of nobody: `PROZO` after the other, where both. */
  readonly questionnaires: readonly QuestionnaireId[]
  readonly respondents: readonly Respondent[]
  readonly pupils: Pupils | undefined
}

/**
 * Who of a group answered a question: places in `respondents`, and the question's place in the questionnaire.
 */
export interface Cell extends GroupName {
  readonly question: number
  readonly answeredBy: readonly number[]
}

export const schoolIdOf = ({ questionnaires }: Pick<Survey, 'questionnaires'>): SchoolId =>
  (questionnaires.includes('LTO-PO') ? '99BB00' : '99AA00') as SchoolId

export const year = '2026-2027' as SchoolYear

export const subjectOf = (survey: Survey): ReportSubject => ({
  schoolId: schoolIdOf(survey),
  schoolName: 'De Brug',
  boardId: '99001' as BoardId,
  schoolYear: year,
})

/** What is kept of it, counted as an import counts. */
export const dataOf = (survey: Survey): MonitoringData => ({
  results: survey.questionnaires.map(questionnaire => {
    const counted = tallies(questionIdsOf(questionnaire))
    const where = { schoolId: schoolIdOf(survey), schoolYear: year, line: 2 }
    for (const { educationType, answers } of survey.respondents.filter(isOf(questionnaire)))
      counted.count(where, educationType, answers)
    const groups = counted.all()[0]?.groups ?? {}
    return { questionnaire, importId: 'import-1', importedAt: instantFrom('2027-05-01T10:00:00Z'), groups }
  }),
  pupils: survey.pupils,
})

export const isOf =
  (id: QuestionnaireId) =>
  ({ questionnaire }: Respondent): boolean =>
    questionnaire === id

/** Said here once more, by hand: below this nothing may be told (contract, rule 8). */
const FEWEST = 5

export const hasAnswered = ({ answers }: Respondent): boolean => answers.some(answer => answer !== null)

/** Of whom an answer tells at that level; said here once more, by hand (contract, rule 3). */
const groupOf = ({ educationType, questionnaire }: Respondent, level: Level): GroupName => ({
  educationType: level === 'school' && questionnaire !== 'PROZO' ? null : educationType,
  questionnaire,
})

export const isSameGroup = (one: GroupName, other: GroupName): boolean =>
  one.educationType === other.educationType && one.questionnaire === other.questionnaire

/** The groups at that level, with the places of their respondents. */
export const groupsAt = (
  { respondents }: Survey,
  level: Level,
): readonly { group: GroupName; places: readonly number[] }[] => {
  const answered = [...respondents.keys()].filter(place => hasAnswered(respondents[place]!))
  const byName = Map.groupBy(answered, place => JSON.stringify(groupOf(respondents[place]!, level)))
  return [...byName.values()].map(places => ({ group: groupOf(respondents[places[0]!]!, level), places }))
}

export const cellsAt = (survey: Survey, level: Level): readonly (Cell & { ofGroup: number })[] =>
  groupsAt(survey, level).flatMap(({ group, places }) =>
    questionIdsOf(group.questionnaire).map((_, question) => ({
      ...group,
      question,
      answeredBy: places.filter(place => survey.respondents[place]!.answers[question] !== null),
      ofGroup: places.length,
    })),
  )

const isWithheld = ({ ofGroup, answeredBy }: { ofGroup: number; answeredBy: readonly number[] }): boolean =>
  ofGroup < FEWEST || answeredBy.length < FEWEST

/** What nothing may be told of at that level: every answer to the question in that group. */
export const withheldCells = (survey: Survey, level: Level): readonly Cell[] =>
  cellsAt(survey, level).filter(cell => cell.answeredBy.length > 0 && isWithheld(cell))

/** What has a score at that level. */
export const publishedCells = (survey: Survey, level: Level): readonly Cell[] =>
  cellsAt(survey, level).filter(cell => !isWithheld(cell))

/** Groups of one to four, none of whose respondents may be seen in anything that is delivered. */
export const withheldGroups = (survey: Survey, level: Level): readonly GroupName[] =>
  groupsAt(survey, level).flatMap(({ group, places }) => (places.length < FEWEST ? [group] : []))

/** Whether it is one of the respondents of those groups. */
export const isIn =
  (groups: readonly GroupName[], level: Level) =>
  (respondent: Respondent): boolean =>
    groups.some(group => isSameGroup(group, groupOf(respondent, level)))

/** The same survey, had these respondents answered that question so. */
export const withAnswers = (
  survey: Survey,
  question: number,
  answers: ReadonlyMap<number, number | null>,
): Survey => ({
  ...survey,
  respondents: survey.respondents.map((respondent, place) =>
    answers.has(place)
      ? { ...respondent, answers: respondent.answers.with(question, answers.get(place) ?? null) }
      : respondent,
  ),
})

/** All answers of a cell added up. With the same respondents another sum is another mean. */
export const sumOf = ({ respondents }: Survey, { question, answeredBy }: Cell): number =>
  answeredBy.reduce((total, place) => total + (respondents[place]!.answers[question] ?? 0), 0)
