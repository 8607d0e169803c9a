import type { SchoolYear } from '../directory/identifiers.ts'
import { dayInWords, momentInWords } from '../platform/time.ts'
import { levelInWords } from './in-words.ts'
import type { LogState } from './log.ts'

/** The sentence the portal shows under a consent: who saved last and when, and what that means, in Dutch. */
export const statement = (state: LogState, schoolYear: SchoolYear): string => {
  const { terms, given, changed, withdrawn } = state.consent
  const last = withdrawn ?? changed ?? given
  const who = `${last.by.name} heeft op ${momentInWords(last.at)}`
  const what = `de resultaten van de monitoring sociale veiligheid van schooljaar ${schoolYear} op ${levelInWords[terms.level]}`
  const when = `op ${dayInWords(terms.deliveryDate)}`
  return withdrawn
    ? `${who} de toestemming ingetrokken om ${what} ${when} te leveren aan de Inspectie van het Onderwijs.`
    : `${who} vastgelegd dat ${what} met toestemming van het bestuur ${when} geleverd mogen worden aan de Inspectie van het Onderwijs.`
}
