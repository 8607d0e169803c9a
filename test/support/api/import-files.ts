/** Import files as operators bring them (contract section 5). */

const file = (header: string, rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`

const answersOf = { 'LTO-VO': 11, 'LTO-PO': 10, PROZO: 11 } as const
const questions = {
  'LTO-VO': 'V1;V2;V3;A1;A2;A3;A4;A5;W1;W2;W3',
  'LTO-PO': 'V1;V2;V3;A1;A2;A3;A4;W1;W2;W3',
  PROZO: 'V1;V2;V3;A1;A2;A3;A4;A5;W1;W2;W3',
} as const

export interface Surveyed {
  schoolId: string
  /** Respondents by education type. */
  respondents: Readonly<Record<string, number>>
  questionnaire?: keyof typeof questions
  schoolYear?: string
  /** What everyone answered to everything. */
  answer?: number
}

/** Schools of one board, each named after its id. */
export const schoolsFile = (boardId: string, sector: string, schoolIds: readonly string[]): string =>
  file(
    'BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM;VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;SECTOR',
    schoolIds.map(
      schoolId => `${boardId};Stichting ${boardId};${schoolId};School ${schoolId};Zierikzee;${sector}`,
    ),
  )

export const administratorsFile = (boardId: string, emails: readonly string[]): string =>
  file(
    'BEVOEGD GEZAG NUMMER;NAAM;E-MAILADRES',
    emails.map(email => `${boardId};Gerrit Gebruiker;${email}`),
  )

export const pupilsFile = (
  schoolId: string,
  pupils: Readonly<Record<string, number>>,
  schoolYear = '2026-2027',
): string =>
  file(
    'VESTIGINGSCODE;SCHOOLJAAR;ONDERWIJSSOORT;LEERLINGEN',
    Object.entries(pupils).map(([type, count]) => `${schoolId};${schoolYear};${type};${count}`),
  )

/** All of one questionnaire. */
export const respondentsFile = (...surveyed: readonly Surveyed[]): string => {
  const { questionnaire = 'LTO-VO' } = surveyed[0] ?? {}
  const rowsOf = ({ schoolId, respondents, schoolYear = '2026-2027', answer = 4 }: Surveyed) =>
    Object.entries(respondents).flatMap(([type, count]) => {
      const answers = Array(answersOf[questionnaire]).fill(answer).join(';')
      return Array<string>(count).fill(`${schoolId};${schoolYear};${questionnaire};${type};2;${answers}`)
    })
  return file(
    `VESTIGINGSCODE;SCHOOLJAAR;VRAGENLIJST;ONDERWIJSSOORT;LEERJAAR;${questions[questionnaire]}`,
    surveyed.flatMap(rowsOf),
  )
}
