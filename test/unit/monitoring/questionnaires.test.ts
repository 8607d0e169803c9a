import { describe, expect, it } from 'vitest'
import { questionnaires } from '../../../shared/monitoring/questionnaires/index.ts'
import { indicatorIds, type Questionnaire } from '../../../shared/monitoring/questionnaires/types.ts'
import { canonicalBytes, sha256Hex } from '../../../shared/platform/canonical.ts'

const all = Object.entries(questionnaires)

const onTenPointScale = ({ scale: { tenPoint } }: Questionnaire, answer: number): number =>
  (tenPoint.factor * answer + tenPoint.offset) / tenPoint.divisor

describe('questionnaires', () => {
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
    ['LTO-VO', 'b5c84b34e97e80a0d7f61b8eb377b84bd6f307631ec6bceaad26c0ab6f530344'],
    ['LTO-PO', '2a15f060d8a741fd49db46e11885154abd37dfca09ac852dc4a7e11e61cca8b7'],
    ['PROZO', 'eb1a3f7795a10c1af8d7bb136c121965cba88721c016eae13ff8f0cc342e5b49'],
  ] as const)('%s keeps its texts, for school years that have results', (id, digest) => {
    expect(sha256Hex(canonicalBytes(questionnaires[id]))).toBe(digest)
  })
})
