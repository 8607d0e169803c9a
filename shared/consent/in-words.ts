import type { Level } from '../monitoring/level.ts'
import type { Conduct } from './terms.ts'

/** The level as people read it. */
export const levelInWords = {
  school: 'schoolniveau',
  'education-type': 'onderwijssoortniveau',
} as const satisfies Record<Level, string>

/** What a board should know of a consent in force before its date comes. */
export const warningInWords = {
  'results-changed': 'nieuwe cijfers na de toestemming',
  'delivers-nothing': 'er wordt nu niets geleverd',
} as const

/** What is asked of how the survey was held, as mails, PDF and page name it, in their order. */
export const conductInWords = {
  representative: 'Representatieve groep bevraagd',
  surveyedGroup: 'Welke groep is bevraagd en waarom',
  anonymous: 'Anoniem ingevuld',
  notAnonymousReason: 'Waarom niet anoniem',
} as const satisfies Record<keyof Conduct, string>

export const conductQuestions = Object.keys(conductInWords) as (keyof Conduct)[]

/** A choice as `ja` or `nee`; an open answer as it was written. */
export const answerInWords = (answer: boolean | string): string => {
  if (typeof answer === 'string') return answer
  return answer ? 'ja' : 'nee'
}
