import { type EducationType, educationTypes } from '../directory/education.ts'
import type { AnswerTally, GroupTally, MonitoringData, Pupils, SurveyResults } from './ports.ts'

/** What is known of the school as a whole (`educationType` null) or of one education type, small or not. */
export interface GroupData extends GroupTally {
  educationType: EducationType | null
  pupils: number | null
}

type KnownData = MonitoringData & { results: SurveyResults }

export const noAnswers: AnswerTally = { answers: 0, sum: 0 }

export const totalOf = (tallies: readonly AnswerTally[]): AnswerTally =>
  tallies.reduce(
    (total, { answers, sum }) => ({ answers: total.answers + answers, sum: total.sum + sum }),
    noAnswers,
  )

/** The education types with respondents, in the order of reports. */
export const educationTypeGroups = ({ results, pupils }: KnownData): readonly GroupData[] =>
  educationTypes.flatMap(educationType => {
    const tally = results.groups[educationType]
    return tally === undefined || tally.respondents === 0
      ? []
      : [{ ...tally, educationType, pupils: pupils?.[educationType] ?? null }]
  })

/** The school as one group, or none without respondents. */
export const schoolGroups = (data: KnownData): readonly GroupData[] => {
  const groups = educationTypeGroups(data)
  if (groups.length === 0) return []
  const pupils = groups.every(group => group.pupils !== null) ? pupilsInAll(data.pupils) : null
  const respondents = groups.reduce((total, group) => total + group.respondents, 0)
  return [{ educationType: null, pupils, respondents, questions: questionTotals(groups) }]
}

export const pupilsInAll = (pupils: Pupils | undefined): number =>
  Object.values({ ...pupils }).reduce((total, number) => total + number, 0)

const questionTotals = (groups: readonly GroupTally[]): Record<string, AnswerTally> => {
  const ids = new Set(groups.flatMap(group => Object.keys(group.questions)))
  return Object.fromEntries(
    [...ids].map(id => [id, totalOf(groups.map(group => group.questions[id] ?? noAnswers))]),
  )
}
