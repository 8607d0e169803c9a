import type * as z from 'zod/mini'
import { type EducationType, educationTypes, educationTypesOf, type Sector } from '../directory/education.ts'
import { email, LONGEST_EMAIL } from '../directory/email.ts'
import {
  type BoardId,
  isBoardId,
  isSchoolId,
  isSchoolYear,
  type SchoolId,
  type SchoolYear,
} from '../directory/identifiers.ts'
import { LONGEST_NAME, name } from '../platform/names.ts'
import type { Violation } from './faults.ts'
import { oddCharacterIn } from './odd-character.ts'

/** What a cell says, or what is wrong with it: one violation, the first that applies. */
export type Parsed<Value extends string | number> = Value | Violation

export const isViolation = (parsed: string | number | Violation): parsed is Violation =>
  typeof parsed === 'object'

export const required: Violation = { code: 'required', detail: 'Deze cel mag niet leeg zijn.' }
const expected = (what: string): Violation => ({ code: 'invalid-format', detail: `Verwacht: ${what}.` })

const noSchoolId = expected('een vestigingscode, zoals 99AA00')
const noBoardId = expected('een nummer van vijf cijfers, zoals 99001')
const noSchoolYear = expected('een schooljaar, zoals 2026-2027')
const noSector = expected(`een sector: ${Object.keys(educationTypesOf).join(', ')}`)
const noEmail = expected(`een e-mailadres van hoogstens ${LONGEST_EMAIL} tekens`)
const noWholeNumber = expected('een geheel getal, alleen met de cijfers 0 tot en met 9')
const controlCharacters: Violation = {
  code: 'control-characters',
  detail: 'Verwacht: tekst op één regel, zonder tabs of andere besturingstekens.',
}
const textTooLong: Violation = {
  code: 'text-too-long',
  detail: `Verwacht: hoogstens ${LONGEST_NAME} tekens.`,
}

const code =
  <Value extends string>(is: (text: unknown) => text is Value, otherwise: Violation) =>
  (cell: string): Parsed<Value> => {
    if (is(cell)) return cell
    return cell === '' ? required : withOddCharacter(otherwise, cell)
  }

/** Says which character it is, where that cannot be seen. */
export const withOddCharacter = ({ code, detail }: Violation, cell: string): Violation => ({
  code,
  detail: detail + oddCharacterIn(cell),
})

export const parseSchoolId: (cell: string) => Parsed<SchoolId> = code(isSchoolId, noSchoolId)
export const parseBoardId: (cell: string) => Parsed<BoardId> = code(isBoardId, noBoardId)
export const parseSchoolYear: (cell: string) => Parsed<SchoolYear> = code(isSchoolYear, noSchoolYear)
export const parseSector: (cell: string) => Parsed<Sector> = code(
  (text): text is Sector => typeof text === 'string' && Object.hasOwn(educationTypesOf, text),
  noSector,
)

export const parseEmail = (cell: string): Parsed<string> => {
  const { success, data } = email.safeParse(cell)
  if (success) return data
  return cell.trim() === '' ? required : withOddCharacter(noEmail, cell.trim())
}

const noName: Readonly<Record<string, Violation>> = {
  'text-empty': required,
  'text-too-long': textTooLong,
  'control-characters': controlCharacters,
}

export const parseName = (cell: string): Parsed<string> => {
  const { data, error } = name.safeParse(cell)
  return error ? noName[(error.issues[0] as z.core.$ZodIssueCustom).params!.code]! : data
}

/** A whole number in plain digits, from `lowest` to `highest`. */
export const parseWholeNumber = (lowest: number, highest: number) => {
  const outOfRange: Violation = {
    code: 'out-of-range',
    detail: `Verwacht: een getal van ${lowest} tot en met ${highest}.`,
  }
  return (cell: string): Parsed<number> => {
    if (cell === '') return required
    if (!/^[0-9]+$/.test(cell)) return withOddCharacter(noWholeNumber, cell)
    const number = Number(cell)
    if (number >= lowest && number <= highest) return number
    return outOfRange
  }
}

/** An education type of that sector; of any sector where the school, and so its sector, is not known. */
export const parseEducationType =
  (sector: Sector | undefined) =>
  (cell: string): Parsed<EducationType> => {
    const offered: readonly EducationType[] = sector === undefined ? educationTypes : educationTypesOf[sector]
    const educationType = offered.find(type => type === cell)
    if (educationType !== undefined) return educationType
    if (cell === '') return required
    const which =
      sector === undefined
        ? 'een onderwijssoort'
        : `een onderwijssoort van de sector van de school (${sector})`
    return withOddCharacter(
      { code: 'unknown-education-type', detail: `Verwacht: ${which}: ${offered.join(', ')}.` },
      cell,
    )
  }
