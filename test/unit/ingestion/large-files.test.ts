import { describe, expect, it } from 'vitest'
import { isSchoolId, type SchoolId } from '../../../shared/directory/identifiers.ts'
import { processImport } from '../../../shared/ingestion/processing.ts'
import { file, importDesk, schools, voSchool, year } from './import-desk.ts'

const row = `${voSchool};${year};LTO-VO;HAVO;3;5;5;5;5;5;5;5;5;5;5;5`
const many = 9000

describe('a file of many rows', () => {
  it('has its faults where they are, in the order of the file', async () => {
    const rows = Array<string>(many).fill(row)
    rows[4500] = '"a\nb"'
    rows[8000] = row.replace('HAVO', 'X')
    const desk = await importDesk()
    const { errors } = await desk.bring('respondents', file('respondents', ...rows))
    expect(errors.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '4502 wrong-cell-count',
      '8003 unknown-education-type',
    ])
  })

  it('asks the directory for every school once, a hundred together', async () => {
    const ids = Array.from(
      { length: 250 },
      (_, index) => `98A${'ABC'[Math.floor(index / 100)]}${String(index % 100).padStart(2, '0')}`,
    )
    const known = ids.filter(isSchoolId).map(schoolId => ({ ...schools[0]!, schoolId }))
    expect(known).toHaveLength(250)
    const desk = await importDesk({ known })
    const asked: (readonly SchoolId[])[] = []
    const directory = Object.assign(desk.directory, {
      schools: async (schoolIds: readonly SchoolId[]) => {
        asked.push(schoolIds)
        return new Map(
          known
            .filter(({ schoolId }) => schoolIds.includes(schoolId))
            .map(school => [school.schoolId, school]),
        )
      },
    })
    const rows = Array.from({ length: many }, (_, index) =>
      row.replace(voSchool, ids[index % ids.length] ?? ''),
    )
    const importId = await desk.upload('respondents', file('respondents', ...rows, row))
    await processImport({ ...desk.ports, directory }, importId)
    expect(await desk.stored(importId)).toMatchObject({
      errorCount: 1,
      errors: [{ line: many + 2, code: 'unknown-school' }],
    })
    expect(asked.map(({ length }) => length)).toEqual([100, 100, 50, 1])
    expect(new Set(asked.flat()).size).toBe(251)
  })
})
