import type { SchoolYear } from '../directory/identifiers.ts'
import {
  isQuestionnaireId,
  type QuestionnaireId,
  questionnaires,
} from '../monitoring/questionnaires/index.ts'
import { type Parsed, required, withOddCharacter } from './cells.ts'
import type { Violation } from './faults.ts'
import { sameCells } from './validate.ts'

const unknownQuestionnaire: Violation = {
  code: 'unknown-questionnaire',
  detail: `Verwacht: een vragenlijst die in dat schooljaar geldt: ${Object.keys(questionnaires).join(', ')}.`,
}
const mixedQuestionnaires: Violation = {
  code: 'mixed-questionnaires',
  detail: 'Verwacht: één vragenlijst per bestand, dezelfde als op de eerste regel.',
}

export const questionIdsOf = (id: QuestionnaireId): readonly string[] =>
  questionnaires[id].indicators.flatMap(indicator => indicator.questions.map(question => question.id))

/** One questionnaire per file: the first that a row names. `columns`: the questions in the header. */
export const questionnaireOfFile = (columns: readonly string[]) => {
  let ofFile: QuestionnaireId | undefined
  let hasColumns = true
  return {
    get: () => ofFile,
    /** Whether the questions in the header are those of the questionnaire; also while none has been named. */
    hasColumns: () => hasColumns,
    /** `schoolYear`: the year a questionnaire has to hold for, where that is known. */
    parse:
      (schoolYear: SchoolYear | undefined) =>
      (cell: string): Parsed<QuestionnaireId> => {
        if (cell === '') return required
        if (!isQuestionnaireId(cell) || !isInUse(cell, schoolYear))
          return withOddCharacter(unknownQuestionnaire, cell)
        if (ofFile === undefined) hasColumns = sameCells(columns, questionIdsOf(cell))
        ofFile ??= cell
        return cell === ofFile ? cell : mixedQuestionnaires
      },
  }
}

const isInUse = (id: QuestionnaireId, schoolYear: SchoolYear | undefined): boolean => {
  const { from, until } = questionnaires[id].schoolYears
  return schoolYear === undefined || (schoolYear >= from && (until === undefined || schoolYear <= until))
}
