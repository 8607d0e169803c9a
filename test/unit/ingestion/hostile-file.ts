import { expect, it } from 'vitest'
import type { ImportKind } from '../../../shared/ingestion/ports.ts'
import { file, importDesk, voSchool, year } from './import-desk.ts'

/**
 * A way for a file to be wrong, and its answer: `line column code` of each fault, `-` for the row or file
 * as a whole.
 */
export type Case = readonly [
  name: string,
  kind: ImportKind,
  content: string | Uint8Array,
  ...faults: readonly string[],
]

export const faultsOf = async (
  kind: ImportKind,
  content: string | Uint8Array,
): Promise<readonly string[]> => {
  const desk = await importDesk()
  const { status, errors } = await desk.bring(kind, content)
  expect(status).toBe('rejected')
  return errors.map(({ line, column, code }) => `${line ?? '-'} ${column ?? '-'} ${code}`)
}

/** Each case is a test of its own. */
export const itRefuses = (cases: readonly Case[]): void => {
  const table = cases.map(([name, kind, content, ...faults]) => ({ name, kind, content, faults }))
  it.each(table)('$name', async ({ kind, content, faults }) => {
    expect(await faultsOf(kind, content)).toEqual(faults)
  })
}

export const answers = '4;4;4;4;4;4;4;4;4;4;4'
export const respondent = (
  changed: Partial<Record<'school' | 'year' | 'list' | 'type' | 'grade' | 'answers', string>> = {},
) => {
  const row = { school: voSchool, year, list: 'LTO-VO', type: 'HAVO', grade: '3', answers, ...changed }
  return Object.values(row).join(';')
}
export const firstAnswer = (answer: string) =>
  file('respondents', respondent({ answers: `${answer};4;4;4;4;4;4;4;4;4;4` }))
export const pupils = (number: string) => file('pupils', `${voSchool};${year};HAVO;${number}`)
export const school = (cells: string) => file('schools', cells)
