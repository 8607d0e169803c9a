import { type EducationType, educationTypes } from '../directory/education.ts'
import type { AnswerTally, GroupTally, MonitoringData, Pupils, SurveyResults } from './ports.ts'
import { type QuestionnaireId, questionnaires } from './questionnaires/index.ts'

/** What one questionnaire tells of the school as a whole (`educationType` null) or of one education type, small or not. */
export interface GroupData extends GroupTally {
  educationType: EducationType | null
  questionnaire: QuestionnaireId
  pupils: number | null
}

export const noAnswers: AnswerTally = { answers: 0, sum: 0 }

export const totalOf = (tallies: readonly AnswerTally[]): AnswerTally =>
  tallies.reduce(
    (total, { answers, sum }) => ({ answers: total.answers + answers, sum: total.sum + sum }),
    noAnswers,
  )

export const isOfWholeSchool = ({ questionnaire }: SurveyResults): boolean =>
  questionnaires[questionnaire].wholeSchool

/** Groups with respondents, by education type and then by questionnaire, in the order of reports. */
export const educationTypeGroups = ({ results, pupils }: MonitoringData): readonly GroupData[] =>
  educationTypes.flatMap(educationType =>
    results.flatMap(({ questionnaire, groups }) => {
      const tally = groups[educationType]
      return tally === undefined || tally.respondents === 0
        ? []
        : [{ ...tally, educationType, questionnaire, pupils: pupils?.[educationType] ?? null }]
    }),
  )

/** The school as one group, and by education type what may not be told of it as a whole (contract, rule 3). */
export const schoolGroups = (data: MonitoringData): readonly GroupData[] => [
  ...data.results.filter(isOfWholeSchool).flatMap(results => wholeSchool(data, results)),
  ...educationTypeGroups({ ...data, results: data.results.filter(results => !isOfWholeSchool(results)) }),
]

const wholeSchool = (data: MonitoringData, results: SurveyResults): readonly GroupData[] => {
  const respondents = respondentsOf(results)
  if (respondents === 0) return []
  const { questionnaire, groups } = results
  const questions = questionTotals(Object.values(groups))
  return [{ educationType: null, questionnaire, pupils: pupilsOf(data, results), respondents, questions }]
}

export const respondentsOf = ({ groups }: SurveyResults): number =>
  Object.values(groups).reduce((total, { respondents }) => total + respondents, 0)

/**
 * The pupils that results are about (contract, rule 10): of a school as a whole all but those of education types that only
 * other results are about; else those of their own types. Null where there are none, or the pupils file lacks one of theirs.
 */
export const pupilsOf = ({ results, pupils = {} }: MonitoringData, own: SurveyResults): number | null => {
  const asked = typesAskedIn(own)
  const askedInAny = results.flatMap(typesAskedIn)
  const types = isOfWholeSchool(own)
    ? educationTypes.filter(
        type => Object.hasOwn(pupils, type) && (asked.includes(type) || !askedInAny.includes(type)),
      )
    : asked
  return types.length > 0 && asked.every(type => Object.hasOwn(pupils, type)) ? pupilsIn(types, pupils) : null
}

const typesAskedIn = ({ groups }: SurveyResults): readonly EducationType[] =>
  educationTypes.filter(type => (groups[type]?.respondents ?? 0) > 0)

const pupilsIn = (types: readonly EducationType[], pupils: Pupils): number =>
  types.reduce((total, type) => total + pupils[type]!, 0)

const questionTotals = (groups: readonly GroupTally[]): Record<string, AnswerTally> => {
  const ids = new Set(groups.flatMap(group => Object.keys(group.questions)))
  return Object.fromEntries(
    [...ids].map(id => [id, totalOf(groups.map(group => group.questions[id] ?? noAnswers))]),
  )
}
