import {
  administratorColumns,
  pupilColumns,
  respondentColumns,
  schoolColumns,
} from '../../shared/ingestion/columns.ts'
import type { ImportKind } from '../shapes.ts'

/** What an import file holds, as people read it. */
export const kindInWords: Readonly<Record<ImportKind, string>> = {
  schools: 'Scholen en besturen',
  administrators: 'Gebruikersbeheerders',
  pupils: 'Leerlingaantallen',
  respondents: 'Resultaten van een vragenlijst',
}

/** What becomes of what was there, told before a file is sent in and once it is applied. */
export const kindExplained: Readonly<Record<ImportKind, string>> = {
  schools: 'Scholen uit het bestand worden toegevoegd of bijgewerkt. De andere blijven zoals ze zijn.',
  administrators:
    'Vervangt de gebruikersbeheerders van elk bestuur in het bestand. Wie er niet in staat, vervalt.',
  pupils:
    'Vervangt de aantallen van elke school en elk schooljaar in het bestand. Een onderwijssoort die er niet in staat, vervalt.',
  respondents:
    'Vervangt per school en schooljaar in het bestand de resultaten van dezelfde vragenlijst; LTO-VO en LTO-PO vervangen ook elkaar. Een onderwijssoort die er niet in staat, vervalt. Alleen aantallen en sommen worden bewaard.',
}

/** The first line of a file. */
export const headerInWords: Readonly<Record<ImportKind, string>> = {
  schools: Object.values(schoolColumns).join(';'),
  administrators: administratorColumns.join(';'),
  pupils: pupilColumns.join(';'),
  respondents: `${respondentColumns.join(';')}, en dan de vragen van de vragenlijst: V1;V2 enzovoort`,
}
