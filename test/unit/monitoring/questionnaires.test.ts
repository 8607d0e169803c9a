import { describe, expect, it } from 'vitest'
import { isQuestionnaireId, questionnaires } from '../../../shared/monitoring/questionnaires/index.ts'
import { indicatorIds, type Questionnaire } from '../../../shared/monitoring/questionnaires/types.ts'
import { canonicalBytes, sha256Hex } from '../../../shared/platform/canonical.ts'

const all = Object.entries(questionnaires)

const columnsOf = ({ indicators }: Questionnaire): string[] =>
  indicators.flatMap(({ questions }) => questions.map(({ id }) => id))

const onTenPointScale = ({ scale: { tenPoint } }: Questionnaire, answer: number): number =>
  (tenPoint.factor * answer + tenPoint.offset) / tenPoint.divisor

describe('questionnaires', () => {
  it.each(all)('%s stands under its own id', (id, questionnaire) => {
    expect(questionnaire.id).toBe(id)
    expect(isQuestionnaireId(id)).toBe(true)
  })

  it.each([
    ['LTO-VO', 'V1 V2 V3 A1 A2 A3 A4 A5 W1 W2 W3'],
    ['LTO-PO', 'V1 V2 V3 A1 A2 A3 A4 W1 W2 W3'],
    ['PROZO', 'V1 V2 V3 A1 A2 A3 A4 A5 W1 W2 W3'],
  ] as const)('%s asks the questions of the import file, in its order', (id, columns) => {
    expect(columnsOf(questionnaires[id]).join(' ')).toBe(columns)
  })

  it.each(all)('%s has the three indicators the inspectorate reads, in its order', (_, { indicators }) => {
    expect(indicators.map(({ id }) => id)).toEqual(indicatorIds)
    expect(indicators.map(({ name }) => name)).toEqual(['Veiligheidsbeleving', 'Aantasting', 'Welbevinden'])
  })

  it.each(all)('%s never uses an id or a text twice', (_, questionnaire) => {
    const questions = questionnaire.indicators.flatMap(indicator => indicator.questions)
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length)
    expect(new Set(questions.map(({ text }) => text)).size).toBe(questions.length)
  })

  it.each(all)('%s spreads its answers over the whole ten-point scale', (_, questionnaire) => {
    expect(onTenPointScale(questionnaire, questionnaire.scale.lowest)).toBe(1)
    expect(onTenPointScale(questionnaire, questionnaire.scale.highest)).toBe(10)
  })

  it.each([
    ['LTO-VO', [1, 3.25, 5.5, 7.75, 10]],
    ['LTO-PO', [1, 3.25, 5.5, 7.75, 10]],
    ['PROZO', [1, 4, 7, 10]],
  ] as const)('%s values its answers as the contract has it', (id, scores) => {
    const { lowest } = questionnaires[id].scale
    expect(scores.map((_, index) => onTenPointScale(questionnaires[id], lowest + index))).toEqual(scores)
  })

  it.each([
    ['LTO-VO', 'b5c84b34e97e80a0d7f61b8eb377b84bd6f307631ec6bceaad26c0ab6f530344'],
    ['LTO-PO', '2a15f060d8a741fd49db46e11885154abd37dfca09ac852dc4a7e11e61cca8b7'],
    ['PROZO', 'eb1a3f7795a10c1af8d7bb136c121965cba88721c016eae13ff8f0cc342e5b49'],
  ] as const)('%s keeps its texts, for school years that have results', (id, digest) => {
    expect(sha256Hex(canonicalBytes(questionnaires[id]))).toBe(digest)
  })

  it.each(['lto-vo', 'LTO', '', 'toString', null, 1])('knows no questionnaire %s', id => {
    expect(isQuestionnaireId(id)).toBe(false)
  })
})
