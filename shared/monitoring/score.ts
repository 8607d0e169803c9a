import type { AnswerTally } from './ports.ts'
import type { Scale } from './questionnaires/types.ts'

/**
 * A quotient of two whole numbers (not negative, above zero) to one decimal, half up: 29/4 is 7.25, so 7.3.
 * Exact while 20 × the numerator is a safe integer; formulas in floating point would round some halves down.
 */
export const toOneDecimal = (numerator: number, denominator: number): number => {
  const doubled = 20 * numerator + denominator
  const step = 2 * denominator
  return (doubled - (doubled % step)) / step / 10
}

/** The mean of one or more answers on the ten-point scale, rounded once (contract, rule 10). */
export const scoreOf = ({ tenPoint }: Scale, { answers, sum }: AnswerTally): number =>
  toOneDecimal(tenPoint.factor * sum + tenPoint.offset * answers, tenPoint.divisor * answers)

/** Respondents per hundred pupils; may exceed 100 where the sources disagree. */
export const responseRateOf = (respondents: number, pupils: number | null): number | null =>
  pupils === null || pupils === 0 ? null : toOneDecimal(100 * respondents, pupils)
