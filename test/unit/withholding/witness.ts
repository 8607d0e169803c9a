import { questionnaires } from '../../../shared/monitoring/questionnaires/index.ts'
import { type Cell, type Survey, withAnswers } from './respondents.ts'

/**
 * Other answers to the question of a cell, by which its sum is another and that of each of the sets that are
 * shown stays what it is. `shown`: who answered the same question, in reports that tell its score. Undefined
 * where there are none.
 */
export const witnessFor = (
  survey: Survey,
  { questionnaire, question, answeredBy }: Cell,
  shown: readonly ReadonlySet<number>[],
): Survey | undefined => {
  const { lowest, highest } = questionnaires[questionnaire].scale
  const answerOf = (place: number): number => survey.respondents[place]?.answers[question] ?? Number.NaN
  const canMove = (place: number, step: number): boolean =>
    answerOf(place) + step >= lowest && answerOf(place) + step <= highest

  const unseen = answeredBy.find(place => shown.every(set => !set.has(place)))
  if (unseen !== undefined) {
    const answer = answerOf(unseen) === lowest ? highest : lowest
    return withAnswers(survey, question, new Map([[unseen, answer]]))
  }
  for (const place of answeredBy) {
    const inTheSame = (other: number) => shown.every(set => set.has(place) === set.has(other))
    for (const other of others(answeredBy, shown).filter(inTheSame)) {
      // One answers higher and the other as much lower: whoever sees both together sees no difference.
      const step = [1, -1].find(each => canMove(place, each) && canMove(other, -each))
      if (step === undefined) continue
      const moved = [
        [place, answerOf(place) + step],
        [other, answerOf(other) - step],
      ] as const
      return withAnswers(survey, question, new Map(moved))
    }
  }
  return undefined
}

const others = (answeredBy: readonly number[], shown: readonly ReadonlySet<number>[]): readonly number[] =>
  [...new Set(shown.flatMap(set => [...set]))].filter(place => !answeredBy.includes(place))
