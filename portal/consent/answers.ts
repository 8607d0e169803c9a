import { answerInWords, conductInWords, conductQuestions } from '../../shared/consent/in-words.ts'
import type { StepNumber } from '../address.ts'
import type { Difference } from '../differences.ts'
import type { ConsentAnswers, ConsentView, Level } from '../shapes.ts'
import { capitalized, dayInWords, levelName } from '../wording.ts'

/** A form in which nothing is filled in. */
export const noAnswers: ConsentAnswers = {
  boardApproval: false,
  boardNotification: false,
  level: undefined,
  deliveryDate: undefined,
  conduct: Object.fromEntries(
    conductQuestions.map(question => [question, undefined]),
  ) as ConsentAnswers['conduct'],
}

/** The answers of a consent, to change them. The ticks are statements that are made anew with each save. */
export const answersOf = ({ level, deliveryDate, conduct }: ConsentView): ConsentAnswers => ({
  ...noAnswers,
  level,
  deliveryDate,
  conduct: { ...noAnswers.conduct, ...conduct },
})

/** What is sent: a reason that was typed, and is not asked any more, stays behind. */
export const sentOf = (typed: ConsentAnswers): ConsentAnswers => ({
  ...typed,
  conduct: {
    ...typed.conduct,
    notAnonymousReason: typed.conduct.anonymous === false ? typed.conduct.notAnonymousReason : undefined,
  },
})

/** One answer as people read it; undefined where there is none yet. */
export interface AnswerInWords {
  step: StepNumber
  name: string
  words: string | undefined
}

/** The answers that a consent keeps, in the order in which they are asked. */
export const answersInWords = ({
  level,
  deliveryDate,
  conduct,
}: ConsentAnswers): readonly AnswerInWords[] => [
  { step: 3, name: 'Doorleverniveau', words: level && levelName(level as Level) },
  { step: 4, name: 'Doorleverdatum', words: deliveryDate && dayInWords(deliveryDate) },
  ...conductQuestions
    .filter(question => question !== 'notAnonymousReason' || conduct.anonymous === false)
    .map(question => {
      const answer = conduct[question]
      const words = answer === undefined || answer === '' ? undefined : answerInWords(answer)
      return {
        step: 5,
        name: conductInWords[question],
        words: words && capitalizedChoice(answer, words),
      } as const
    }),
]

const capitalizedChoice = (answer: unknown, words: string): string =>
  typeof answer === 'boolean' ? capitalized(words) : words

/** Whether two forms say the same, white space at the ends of lines aside. The ticks say the same in all that is saved. */
export const sameAnswers = (one: ConsentAnswers, other: ConsentAnswers): boolean =>
  differences(one, other).length === 0

/** Where two forms differ, answer by answer. */
export const differences = (one: ConsentAnswers, other: ConsentAnswers): readonly Difference[] => {
  const [ones, others] = [answersInWords(one), answersInWords(other)]
  const names = new Set([...ones, ...others].map(({ name }) => name))
  const wordsOf = (answers: readonly AnswerInWords[], name: string) =>
    answers.find(answer => answer.name === name)?.words
  return [...names]
    .map(name => ({ name, one: wordsOf(ones, name), other: wordsOf(others, name) }))
    .filter(({ one: words, other: otherWords }) => folded(words) !== folded(otherWords))
}

/** The service trims texts, and unifies their line breaks. */
const folded = (words = ''): string => words.replace(/\s+/g, ' ').trim()
