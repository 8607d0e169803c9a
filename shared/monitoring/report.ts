import type * as z from 'zod/mini'
import type { BoardId, SchoolId, SchoolYear } from '../directory/identifiers.ts'
import { canonicalBytes, sha256Hex } from '../platform/canonical.ts'
import type { Level } from './level.ts'
import type { AnswerTally, MonitoringData, SurveyResults } from './ports.ts'
import { questionnaires } from './questionnaires/index.ts'
import type { Indicator, Questionnaire } from './questionnaires/types.ts'
import type { group, groupName, indicator, question, reportDocument } from './schemas.ts'
import { responseRateOf, scoreOf } from './score.ts'
import {
  educationTypeGroups,
  type GroupData,
  isOfWholeSchool,
  noAnswers,
  schoolGroups,
  totalOf,
} from './tallies.ts'
import { isEnough } from './threshold.ts'

export type ReportQuestion = z.output<typeof question>
export type ReportIndicator = z.output<typeof indicator>
/** A group is what one questionnaire tells of the school as a whole, or of one education type. */
export type GroupName = z.output<typeof groupName>
export type ReportGroup = z.output<typeof group>

/** The report as the inspectorate gets it (contract, section 4). */
export type ReportDocument = z.output<typeof reportDocument>

declare const withheldSmallGroups: unique symbol

/** A document that may leave the school: only `reportOf` makes one, after withholding the small groups. */
export type PublishableReport = ReportDocument & { readonly [withheldSmallGroups]: true }

/** Whom a report is about, under the names of the consent in force, else the present ones. */
export interface ReportSubject {
  schoolId: SchoolId
  schoolName: string
  boardId: BoardId
  schoolYear: SchoolYear
}

export interface Report {
  readonly document: PublishableReport
  /** SHA-256 over the document's RFC 8785 bytes, lower-case hex. */
  readonly digest: string
  /** Groups of one to four respondents, for the school's eyes only: never delivered. */
  readonly withheld: readonly GroupName[]
}

/** Contract, rule 3: results that are only told by education type make no report of a school. */
export const isLevelAllowed = (results: readonly SurveyResults[], level: Level): boolean =>
  level === 'education-type' || results.length === 0 || results.some(isOfWholeSchool)

/**
 * The report that would be delivered with these results and pupils (contract, rules 8 to 11); without a group
 * where all are small. Undefined without results, and at a level that is not allowed.
 */
export const reportOf = (subject: ReportSubject, data: MonitoringData, level: Level): Report | undefined => {
  if (data.results.length === 0 || !isLevelAllowed(data.results, level)) return undefined
  const groups = (level === 'school' ? schoolGroups : educationTypeGroups)(data)
  const document = publishable(subject, level, groups)
  const withheld = groups
    .filter(group => !isEnough(group.respondents))
    .map(({ educationType, questionnaire }) => ({ educationType, questionnaire }))
  return { document, digest: digestOf(document), withheld }
}

/** The digest of the report of which no group is left. */
export const digestWithoutGroups = (subject: ReportSubject, level: Level): string =>
  digestOf(publishable(subject, level, []))

const digestOf = (document: PublishableReport): string => sha256Hex(canonicalBytes(document))

/** The privacy gate: the only place where a document gets its brand. */
const publishable = (
  { schoolId, schoolName, boardId, schoolYear }: ReportSubject,
  level: Level,
  groups: readonly GroupData[],
): PublishableReport => {
  const published = groups.filter(group => isEnough(group.respondents)).map(reportGroup)
  const document: ReportDocument = { schoolId, schoolName, boardId, schoolYear, level, groups: published }
  return document as PublishableReport
}

const reportGroup = (group: GroupData): ReportGroup => ({
  educationType: group.educationType,
  questionnaire: group.questionnaire,
  pupils: group.pupils,
  respondents: group.respondents,
  responseRate: responseRateOf(group.respondents, group.pupils),
  indicators: questionnaires[group.questionnaire].indicators.map(indicator =>
    reportIndicator(questionnaires[group.questionnaire], indicator, group),
  ),
})

const reportIndicator = (
  { scale }: Questionnaire,
  { id, name, questions }: Indicator,
  group: GroupData,
): ReportIndicator => {
  const tallied = questions.map(question => ({
    ...question,
    tally: group.questions[question.id] ?? noAnswers,
  }))
  const published = tallied.map(question => question.tally).filter(tally => isEnough(tally.answers))
  const score = (tally: AnswerTally) => (isEnough(tally.answers) ? scoreOf(scale, tally) : null)
  return {
    id,
    name,
    score: score(totalOf(published)),
    questions: tallied.map(({ id, text, tally }) => ({ id, text, score: score(tally) })),
  }
}
