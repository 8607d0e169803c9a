import type { EducationType } from '../../../shared/directory/education.ts'
import type { SurveyResults } from '../../../shared/monitoring/ports.ts'
import type { QuestionnaireId } from '../../../shared/monitoring/questionnaires/index.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import { group } from '../../unit/monitoring/survey.ts'

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
      group(count, { answer, questionnaire }),
    ]),
  ),
})
