import type { EducationType } from '../../../shared/directory/education.ts'
import type { BoardId, SchoolId, SchoolYear } from '../../../shared/directory/identifiers.ts'
import type { Level } from '../../../shared/monitoring/level.ts'
import type { AnswerTally, GroupTally, MonitoringData, Pupils } from '../../../shared/monitoring/ports.ts'
import { type QuestionnaireId, questionnaires } from '../../../shared/monitoring/questionnaires/index.ts'
import { type Report, type ReportGroup, reportOf } from '../../../shared/monitoring/report.ts'
import { instantFrom } from '../../../shared/platform/time.ts'

type Questions = Record<string, AnswerTally>

export const subject = {
  schoolId: '99AA00' as SchoolId,
  schoolName: 'Het Voorbeeld',
  boardId: '99001' as BoardId,
  schoolYear: '2026-2027' as SchoolYear,
}

export const questionIdsOf = (questionnaire: QuestionnaireId): string[] =>
  questionnaires[questionnaire].indicators.flatMap(({ questions }) => questions.map(({ id }) => id))

/** Respondents who all gave `answer` to every question, but for the questions told otherwise. */
export const group = (
  respondents: number,
  { answer = 4, questionnaire = 'LTO-VO' as QuestionnaireId, except = {} as Questions } = {},
): GroupTally => ({
  respondents,
  questions: {
    ...Object.fromEntries(
      questionIdsOf(questionnaire).map(id => [id, { answers: respondents, sum: respondents * answer }]),
    ),
    ...except,
  },
})

export const survey = (
  groups: Partial<Record<EducationType, GroupTally>>,
  { pupils, questionnaire = 'LTO-VO' }: { pupils?: Pupils; questionnaire?: QuestionnaireId } = {},
): MonitoringData => ({
  results: [
    { questionnaire, importId: idOf(groups), importedAt: instantFrom('2027-05-01T10:00:00Z'), groups },
  ],
  pupils,
})

/** Other figures are those of another import. */
const idOf = (groups: Partial<Record<EducationType, GroupTally>>): string =>
  Object.entries(groups)
    .map(([educationType, { respondents }]) => `${educationType}-${respondents}`)
    .join('-')

/** What `PROZO` brought in: so many respondents of each education type, who all gave the answer. */
export const proZo = (groups: Partial<Record<EducationType, number>>, answer = 4): MonitoringData => {
  const tallies = Object.entries(groups).map(([type, respondents]) => [
    type,
    group(respondents, { questionnaire: 'PROZO', answer }),
  ])
  return survey(Object.fromEntries(tallies), { questionnaire: 'PROZO' })
}

/** What both questionnaires brought in at one school, with the pupils of the first. */
export const together = (one: MonitoringData, other: MonitoringData): MonitoringData => ({
  results: [...one.results, ...other.results],
  pupils: one.pupils,
})

/** The report, where there must be one. */
export const reported = (data: MonitoringData, level: Level = 'education-type'): Report => {
  const report = reportOf(subject, data, level)
  if (report === undefined) throw new Error('expected a report')
  return report
}

/** The only group of the report, where there must be exactly one. */
export const onlyGroup = (data: MonitoringData, level: Level = 'education-type'): ReportGroup => {
  const [first, ...others] = reported(data, level).document.groups
  if (first === undefined || others.length > 0) throw new Error('expected exactly one group')
  return first
}

/** The score of an indicator (`safety`) or of a question (`V1`). */
export const scoreIn = ({ indicators }: ReportGroup, id: string): number | null => {
  const scored = [...indicators, ...indicators.flatMap(({ questions }) => questions)].find(
    item => item.id === id,
  )
  if (scored === undefined) throw new Error(`no indicator or question ${id}`)
  return scored.score
}
