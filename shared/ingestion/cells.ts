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
import type { Reason } from './faults.ts'

/** What a cell says, or what is wrong with it: one reason, the first that applies. */
export type Judged<Value extends string | number> = Value | Reason

export const isReason = (judged: string | number | Reason): judged is Reason => typeof judged === 'object'

export const required: Reason = { code: 'required', detail: 'Deze cel mag niet leeg zijn.' }
const expected = (what: string): Reason => ({ code: 'invalid-format', detail: `Verwacht: ${what}.` })

const noSchoolId = expected('een vestigingscode, zoals 99AA00')
const noBoardId = expected('een nummer van vijf cijfers, zoals 99001')
const noSchoolYear = expected('een schooljaar, zoals 2026-2027')
const noSector = expected(`een sector: ${Object.keys(educationTypesOf).join(', ')}`)
const noEmail = expected(`een e-mailadres van hoogstens ${LONGEST_EMAIL} tekens`)
const noWholeNumber = expected('een geheel getal, alleen met de cijfers 0 tot en met 9')
const controlCharacters: Reason = {
  code: 'control-characters',
  detail: 'Verwacht: tekst op één regel, zonder tabs of andere besturingstekens.',
}
const textTooLong: Reason = {
  code: 'text-too-long',
  detail: `Verwacht: hoogstens ${LONGEST_NAME} tekens.`,
}

const code =
  <Value extends string>(is: (text: unknown) => text is Value, otherwise: Reason) =>
  (cell: string): Judged<Value> => {
    if (is(cell)) return cell
    return cell === '' ? required : otherwise
  }

export const schoolIdIn: (cell: string) => Judged<SchoolId> = code(isSchoolId, noSchoolId)
export const boardIdIn: (cell: string) => Judged<BoardId> = code(isBoardId, noBoardId)
export const schoolYearIn: (cell: string) => Judged<SchoolYear> = code(isSchoolYear, noSchoolYear)
export const sectorIn: (cell: string) => Judged<Sector> = code(
  (text): text is Sector => typeof text === 'string' && Object.hasOwn(educationTypesOf, text),
  noSector,
)

export const emailIn = (cell: string): Judged<string> => {
  const { success, data } = email.safeParse(cell)
  if (success) return data
  return cell.trim() === '' ? required : noEmail
}

const noName: Readonly<Record<string, Reason>> = {
  'text-empty': required,
  'text-too-long': textTooLong,
  'control-characters': controlCharacters,
}

export const nameIn = (cell: string): Judged<string> => {
  const { data, error } = name.safeParse(cell)
  return error ? noName[(error.issues[0] as z.core.$ZodIssueCustom).params!.code]! : data
}

/** A whole number in plain digits, from `lowest` to `highest`. */
export const wholeNumberIn =
  (lowest: number, highest: number) =>
  (cell: string): Judged<number> => {
    if (cell === '') return required
    if (!/^[0-9]+$/.test(cell)) return noWholeNumber
    const number = Number(cell)
    if (number >= lowest && number <= highest) return number
    return { code: 'out-of-range', detail: `Verwacht: een getal van ${lowest} tot en met ${highest}.` }
  }

/** An education type of that sector; of any sector where the school, and so its sector, is not known. */
export const educationTypeIn =
  (sector: Sector | undefined) =>
  (cell: string): Judged<EducationType> => {
    const offered: readonly EducationType[] = sector === undefined ? educationTypes : educationTypesOf[sector]
    const educationType = offered.find(type => type === cell)
    if (educationType !== undefined) return educationType
    if (cell === '') return required
    return { code: 'unknown-education-type', detail: `Verwacht: ${offered.join(', ')}.` }
  }
