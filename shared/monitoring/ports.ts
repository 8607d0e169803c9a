import * as z from 'zod/mini'
import { educationTypes } from '../directory/education.ts'
import type { SchoolId, SchoolYear } from '../directory/identifiers.ts'
import type { PlaceRange } from '../directory/listing.ts'
import { compiled } from '../platform/compiled.ts'
import { count, instant } from '../platform/stored.ts'
import type { Instant } from '../platform/time.ts'
import { isQuestionnaireId, type QuestionnaireId } from './questionnaires/index.ts'

/** What is kept of the answers to one question by one education type: how many there were, and their sum. */
const answerTally = compiled({ answers: count, sum: count })

export type AnswerTally = z.output<typeof answerTally>

/** What is kept of one education type: respondents (rows with an answer) and a tally per question id. */
const groupTally = compiled({ respondents: count, questions: z.record(z.string(), answerTally) })

export type GroupTally = z.output<typeof groupTally>

/** What one questionnaire brought in at one school in a school year. Never anything of one respondent, or of one grade. */
export const surveyResultsFields = {
  questionnaire: z.custom<QuestionnaireId>(isQuestionnaireId),
  /** Of the import that brought them; empty where it was not noted yet. */
  importId: z._default(z.string(), ''),
  /** When that import began. */
  importedAt: instant,
  /** When the import began that first brought these figures, where later ones brought the same. */
  unchangedSince: z.exactOptional(instant),
  groups: z.partialRecord(z.enum(educationTypes), groupTally),
}

export type SurveyResults = z.output<z.core.$ZodObject<typeof surveyResultsFields>>

/** Pupils on the roll per education type. */
export const pupilsFields = { pupils: z.partialRecord(z.enum(educationTypes), count) }

export type Pupils = z.output<z.ZodMiniObject<typeof pupilsFields>>['pupils']

export interface MonitoringData {
  /** One of each family of questionnaires at most, in the order of reports; empty without results. */
  results: readonly SurveyResults[]
  pupils: Pupils | undefined
}

/** Survey results and pupils by school and school year. */
export interface MonitoringStore {
  read(schoolId: SchoolId, schoolYear: SchoolYear): Promise<MonitoringData>
  /** For a list: a year that cannot be read is logged and passed over. */
  schoolYearsWithResults(schoolId: SchoolId): Promise<readonly SchoolYear[]>
  /** Of the schools listed in those ranges. May lag behind by a moment. */
  schoolsWithResults(schoolYear: SchoolYear, ranges: readonly PlaceRange[]): Promise<ReadonlySet<SchoolId>>
  /**
   * Replaces the results of that family of questionnaires. Does nothing where those of a later import are stored, where they
   * were taken back later, or where this very import brought what is stored or was taken back: it is being run again.
   */
  saveResults(schoolId: SchoolId, schoolYear: SchoolYear, results: SurveyResults): Promise<void>
  /** Takes back results as they were read; `false` where newer ones have come since, which stay. */
  takeBackResults(
    schoolId: SchoolId,
    schoolYear: SchoolYear,
    read: SurveyResults,
    at: Instant,
  ): Promise<boolean>
  /** When those that came last of that family of questionnaires were taken back, where they were of this one. */
  takenBackAt(
    schoolId: SchoolId,
    schoolYear: SchoolYear,
    questionnaire: QuestionnaireId,
  ): Promise<Instant | undefined>
  /** Does nothing where pupils of a later import are stored. */
  savePupils(schoolId: SchoolId, schoolYear: SchoolYear, pupils: Pupils, importedAt: Instant): Promise<void>
}
