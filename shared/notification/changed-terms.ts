import { answerInWords, conductInWords, conductQuestions, levelInWords } from '../consent/in-words.ts'
import type { ConsentTerms } from '../consent/terms.ts'
import { dayInWords } from '../platform/time.ts'
import type { Fact } from './mail-content.ts'

/** What a change changed, in Dutch: from what to what, but of the school's own words only that they did. */
export const changedTerms = (from: ConsentTerms, to: ConsentTerms): readonly Fact[] =>
  [
    changedValue('Doorleverniveau', levelInWords[from.level], levelInWords[to.level]),
    changedValue('Doorleverdatum', dayInWords(from.deliveryDate), dayInWords(to.deliveryDate)),
    ...conductQuestions.map(question =>
      changedAnswer(conductInWords[question], from.conduct[question], to.conduct[question]),
    ),
  ].filter(change => change !== undefined)

type Answer = ConsentTerms['conduct'][keyof ConsentTerms['conduct']]

const changedAnswer = (label: string, from: Answer, to: Answer): Fact | undefined =>
  typeof from === 'boolean' && typeof to === 'boolean'
    ? changedValue(label, answerInWords(from), answerInWords(to))
    : changedText(label, from, to)

const changedValue = (label: string, from: string, to: string): Fact | undefined =>
  from === to ? undefined : [label, `van ${from} naar ${to}`]

const changedText = (label: string, from: Answer, to: Answer): Fact | undefined => {
  if (from === to) return undefined
  if (from === undefined) return [label, 'toegevoegd']
  return [label, to === undefined ? 'vervallen' : 'aangepast']
}
