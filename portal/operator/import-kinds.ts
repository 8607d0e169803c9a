import {
  administratorColumns,
  pupilColumns,
  respondentColumns,
  schoolColumns,
} from '../../shared/ingestion/columns.ts'
import type { ImportKind, ImportView } from '../shapes.ts'
import { schoolsInWords, sentences } from '../wording.ts'

/** What an import file holds, as people read it. */
export const kindInWords: Readonly<Record<ImportKind, string>> = {
  schools: 'Scholen en besturen',
  administrators: 'Gebruikersbeheerders',
  pupils: 'Leerlingaantallen',
  respondents: 'Resultaten van een vragenlijst',
}

/** What becomes of what was there, told before a file is sent in. */
export const kindExplained: Readonly<Record<ImportKind, string>> = {
  schools: 'Scholen uit het bestand worden toegevoegd of bijgewerkt. De andere blijven zoals ze zijn.',
  administrators:
    'Vervangt de gebruikersbeheerders van elk bestuur in het bestand. Wie er niet in staat, vervalt.',
  pupils:
    'Vervangt de aantallen van elke school en elk schooljaar in het bestand. Een onderwijssoort die er niet in staat, vervalt.',
  respondents:
    'Vervangt per school en schooljaar in het bestand de resultaten van dezelfde vragenlijst; LTO-VO en LTO-PO vervangen ook elkaar. Een onderwijssoort die er niet in staat, vervalt. Alleen aantallen en sommen worden bewaard.',
}

const number = (count: number): string => count.toLocaleString('nl-NL')
const linesOf = (rows: number): string =>
  rows === 1 ? 'met 1 regel uit het bestand.' : `met ${number(rows)} regels uit het bestand.`
const replaced = (what: string, { schools, rows }: ImportView): string =>
  sentences(
    `Van ${schoolsInWords(schools)} zijn de ${what} vervangen, ${linesOf(rows)}`,
    'Een onderwijssoort die er niet in staat, is vervallen.',
    'Andere scholen en schooljaren zijn gebleven zoals ze waren.',
  )

/** What a file that was applied brought, what is gone and what stayed. */
export const appliedInWords = (state: ImportView): string => {
  const { kind, rows, schools } = state
  switch (kind) {
    case 'schools':
      return sentences(
        `${schoolsInWords(schools)} ${schools === 1 ? 'is' : 'zijn'} toegevoegd of bijgewerkt, ${linesOf(rows)}`,
        'Scholen die er niet in staan, zijn gebleven zoals ze waren.',
      )
    case 'administrators':
      return sentences(
        rows === 1
          ? '1 gebruikersbeheerder is ingelezen.'
          : `${number(rows)} gebruikersbeheerders zijn ingelezen.`,
        'Wie daarvoor bij die besturen stond, en niet in het bestand staat, is vervallen.',
        'Andere besturen zijn gebleven zoals ze waren.',
      )
    case 'pupils':
      return replaced('leerlingaantallen', state)
    case 'respondents':
      return replaced('resultaten van de vragenlijst', state)
  }
}

/** The first line of a file. */
export const headerInWords: Readonly<Record<ImportKind, string>> = {
  schools: Object.values(schoolColumns).join(';'),
  administrators: administratorColumns.join(';'),
  pupils: pupilColumns.join(';'),
  respondents: `${respondentColumns.join(';')}, en dan de vragen van de vragenlijst: V1;V2 enzovoort`,
}
