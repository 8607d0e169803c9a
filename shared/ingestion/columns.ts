import type { School } from '../directory/ports.ts'

/** The columns of each kind of file, in their order (contract, section 5). */
export const schoolColumns = {
  boardId: 'BEVOEGD GEZAG NUMMER',
  boardName: 'BEVOEGD GEZAG NAAM',
  schoolId: 'VESTIGINGSCODE',
  schoolName: 'VESTIGINGSNAAM',
  city: 'PLAATSNAAM',
  sector: 'SECTOR',
} as const satisfies Readonly<Record<keyof School, string>>

export const administratorColumns = ['BEVOEGD GEZAG NUMMER', 'NAAM', 'E-MAILADRES'] as const

export const pupilColumns = ['VESTIGINGSCODE', 'SCHOOLJAAR', 'ONDERWIJSSOORT', 'LEERLINGEN'] as const

/** Those of the questionnaire come after them. */
export const respondentColumns = [
  'VESTIGINGSCODE',
  'SCHOOLJAAR',
  'VRAGENLIJST',
  'ONDERWIJSSOORT',
  'LEERJAAR',
] as const
