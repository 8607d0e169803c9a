import type { ConsentTerms } from '../consent/consent.ts'
import { levelInWords } from '../consent/statement.ts'
import { dayInWords } from '../platform/time.ts'
import type { Fact } from './letter.ts'

/** What a change changed, in Dutch: from what to what, but of the school's own words only that they did. */
export const changedTerms = (from: ConsentTerms, to: ConsentTerms): readonly Fact[] => {
  const [before, after] = [from.conduct, to.conduct]
  return [
    changedValue('Doorleverniveau', levelInWords[from.level], levelInWords[to.level]),
    changedValue('Doorleverdatum', dayInWords(from.deliveryDate), dayInWords(to.deliveryDate)),
    changedValue('Representatieve groep bevraagd', yesNo(before.representative), yesNo(after.representative)),
    changedText('Welke groep is bevraagd en waarom', before.surveyedGroup, after.surveyedGroup),
    changedValue('Anoniem ingevuld', yesNo(before.anonymous), yesNo(after.anonymous)),
    changedText('Reden waarom niet anoniem', before.notAnonymousReason, after.notAnonymousReason),
  ].filter(change => change !== undefined)
}

const yesNo = (answer: boolean): string => (answer ? 'ja' : 'nee')

const changedValue = (label: string, from: string, to: string): Fact | undefined =>
  from === to ? undefined : [label, `van ${from} naar ${to}`]

const changedText = (label: string, from: string | undefined, to: string | undefined): Fact | undefined => {
  if (from === to) return undefined
  if (from === undefined) return [label, 'toegevoegd']
  return [label, to === undefined ? 'vervallen' : 'aangepast']
}
