import type { EducationType } from '../directory/education.ts'
import type { SchoolId, SchoolYear } from '../directory/identifiers.ts'
import type { Instant } from '../platform/time.ts'
import type { QuestionnaireId } from './questionnaires/index.ts'

/** What is kept of the answers to one question by one education type: how many there were, and their sum. */
export interface AnswerTally {
  answers: number
  sum: number
}

/** What is kept of one education type: respondents (rows with an answer) and a tally per question id. */
export interface GroupTally {
  respondents: number
  questions: Readonly<Record<string, AnswerTally>>
}

/** Survey results of one school and school year. Never anything of one respondent, or of one grade. */
export interface SurveyResults {
  questionnaire: QuestionnaireId
  importedAt: Instant
  groups: Readonly<Partial<Record<EducationType, GroupTally>>>
}

/** Pupils on the roll per education type. */
export type Pupils = Readonly<Partial<Record<EducationType, number>>>

export interface MonitoringData {
  results: SurveyResults | undefined
  pupils: Pupils | undefined
}

/** Survey results and pupils by school and school year. */
export interface MonitoringStore {
  read(schoolId: SchoolId, schoolYear: SchoolYear): Promise<MonitoringData>
  schoolYearsWithResults(schoolId: SchoolId): Promise<readonly SchoolYear[]>
  /** Does nothing where results of a later import are stored: `importedAt` is when an import began. */
  saveResults(schoolId: SchoolId, schoolYear: SchoolYear, results: SurveyResults): Promise<void>
  /** Does nothing where pupils of a later import are stored. */
  savePupils(schoolId: SchoolId, schoolYear: SchoolYear, pupils: Pupils, importedAt: Instant): Promise<void>
}
