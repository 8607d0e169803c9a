import { ltoPo } from './lto-po.ts'
import { ltoVo } from './lto-vo.ts'
import { prozo } from './prozo.ts'
import type { Questionnaire } from './types.ts'

export type QuestionnaireId = 'LTO-VO' | 'LTO-PO' | 'PROZO'

/** Every questionnaire whose results can be delivered, by its id, in the order of reports. */
export const questionnaires: Readonly<Record<QuestionnaireId, Questionnaire>> = {
  'LTO-VO': ltoVo,
  'LTO-PO': ltoPo,
  PROZO: prozo,
}

export const questionnaireIds = Object.keys(questionnaires) as readonly QuestionnaireId[]

export const isQuestionnaireId = (text: unknown): text is QuestionnaireId =>
  typeof text === 'string' && Object.hasOwn(questionnaires, text)
