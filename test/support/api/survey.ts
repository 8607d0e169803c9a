import type { EducationType } from '../../../shared/directory/education.ts'
import type { GroupTally, SurveyResults } from '../../../shared/monitoring/ports.ts'
import type { QuestionnaireId } from '../../../shared/monitoring/questionnaires/index.ts'
import { instantFrom } from '../../../shared/platform/time.ts'

const questionIds = {
  'LTO-VO': 'V1 V2 V3 A1 A2 A3 A4 A5 W1 W2 W3',
  'LTO-PO': 'V1 V2 V3 A1 A2 A3 A4 W1 W2 W3',
  PROZO: 'V1 V2 V3 A1 A2 A3 A4 A5 W1 W2 W3',
} as const satisfies Record<QuestionnaireId, string>

/** So many respondents of each education type, who all gave the same `answer` to all questions. */
export const results = (
  questionnaire: QuestionnaireId,
  respondents: Partial<Record<EducationType, number>>,
  answer = 4,
): SurveyResults => ({
  questionnaire,
  // Other figures are those of another import.
  importId: JSON.stringify([respondents, answer]),
  importedAt: instantFrom('2027-05-03T08:00:00Z'),
  groups: Object.fromEntries(
    Object.entries(respondents).map(([educationType, count]) => [
      educationType,
      groupOf(questionIds[questionnaire].split(' '), count, answer),
    ]),
  ),
})

const groupOf = (questions: readonly string[], respondents: number, answer: number): GroupTally => ({
  respondents,
  questions: Object.fromEntries(
    questions.map(id => [id, { answers: respondents, sum: respondents * answer }]),
  ),
})
