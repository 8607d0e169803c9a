declare const schoolId: unique symbol
declare const boardId: unique symbol
declare const schoolYear: unique symbol

/** Code of a school's location (vestigingscode): BRIN and number, `99AA00`. */
export type SchoolId = string & { readonly [schoolId]: true }

/** Number of a competent authority (bevoegd gezag): five digits, a string, `99001`. */
export type BoardId = string & { readonly [boardId]: true }

/** `2026-2027`: the second year is the first plus one. */
export type SchoolYear = string & { readonly [schoolYear]: true }

export const SCHOOL_ID = /^[0-9]{2}[A-Z]{2}[0-9]{2}$/
export const BOARD_ID = /^[0-9]{5}$/

export const isSchoolId = (text: unknown): text is SchoolId =>
  typeof text === 'string' && SCHOOL_ID.test(text)

export const isBoardId = (text: unknown): text is BoardId => typeof text === 'string' && BOARD_ID.test(text)

export const isSchoolYear = (text: unknown): text is SchoolYear => {
  const years = typeof text === 'string' ? /^([0-9]{4})-([0-9]{4})$/.exec(text) : null
  return years !== null && Number(years[2]) === Number(years[1]) + 1
}
