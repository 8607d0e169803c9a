import { expect, it } from 'vitest'
import type { BoardId, SchoolId } from '../../../shared/directory/identifiers.ts'
import type { ImportKind } from '../../../shared/ingestion/ports.ts'
import { answers } from './hostile-file.ts'
import { boardId, headers, importDesk, schools, year } from './import-desk.ts'

const MANY = 60_000

const rows = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => row(index))

/** A file of as many rows, each its own; that of index 0 stands on line 2. */
const fileOf = (kind: ImportKind, count: number, row: (index: number) => string) =>
  [headers[kind], ...rows(count, row)].join('\n')

const schoolIdOf = (index: number) => {
  const letter = (place: number) => String.fromCharCode(65 + (Math.floor(index / place) % 26))
  const digits = (place: number) => String(Math.floor(index / place) % 100).padStart(2, '0')
  return `${digits(67_600)}${letter(2600)}${letter(100)}${digits(1)}` as SchoolId
}
const yearOf = (index: number) => {
  const first = (index % 5000) + 2027
  return `${first}-${first + 1}`
}
const known = rows(50, schoolIdOf).map(schoolId => ({ ...schools[0]!, schoolId: schoolId as SchoolId }))
const knownOf = (index: number) => known[Math.floor(index / 5000)]?.schoolId
const boardOf = (index: number) => String(index % 100_000).padStart(5, '0') as BoardId

const sheets = { most: 20_000, known, what: 'combinaties van vestiging en schooljaar' }
const ids = { most: 50_000, known: schools, what: 'vestigingen' }

it.each([
  { kind: 'pupils', ...sheets, row: (i: number) => `${knownOf(i)};${yearOf(i)};HAVO;1` },
  {
    kind: 'respondents',
    ...sheets,
    row: (i: number) => `${knownOf(i)};${yearOf(i)};LTO-VO;HAVO;3;${answers}`,
  },
  { kind: 'schools', ...ids, row: (i: number) => `${boardId};Zuid;${schoolIdOf(i)};De Es;Ede;PO` },
  { kind: 'pupils', ...ids, row: (i: number) => `${schoolIdOf(i)};${year};HAVO;1` },
  { kind: 'respondents', ...ids, row: (i: number) => `${schoolIdOf(i)};${year};LTO-VO;HAVO;3;${answers}` },
  {
    kind: 'administrators',
    ...ids,
    what: 'bevoegde gezagen',
    row: (i: number) => `${boardOf(i)};A;a${i}@b.nl`,
  },
] as const)('a file of $kind of more than $most different $what is read no further', async asked => {
  const { kind, most, what, row } = asked
  const desk = await importDesk(asked)
  const record = await desk.bring(kind, fileOf(kind, most + 100, row))
  expect(record).toMatchObject({ status: 'rejected', errorCount: 1 })
  expect(record.errors).toEqual([
    {
      line: most + 2,
      column: null,
      code: 'too-many',
      detail: `Verwacht: hoogstens ${most / 1000}.000 verschillende ${what} per bestand. De rest is niet gelezen.`,
    },
  ])
})

it('sixty thousand administrators of one board are one fault, at the eleventh', async () => {
  const desk = await importDesk()
  const content = fileOf('administrators', MANY, i => `${boardId};A;a${i}@b.nl`)
  const record = await desk.bring('administrators', content)
  expect(record).toMatchObject({ status: 'rejected', rows: MANY, errorCount: 1 })
  expect(record.errors).toMatchObject([{ line: 12, column: null, code: 'too-many' }])
})

it('respondents of another questionnaire make no sheets: each is a fault, and none goes over the bound', async () => {
  const desk = await importDesk({ known })
  const row = (list: string, i: number) => `${knownOf(i)};${yearOf(i)};${list};HAVO;3;${answers}`
  const content = fileOf('respondents', 60_001, i => row(i === 0 ? 'LTO-VO' : 'PROZO', i))
  const record = await desk.bring('respondents', content)
  expect(record).toMatchObject({ status: 'rejected', schools: 1, rows: 60_001, errorCount: 60_000 })
  expect(record.errors[0]).toMatchObject({ line: 3, code: 'mixed-questionnaires' })
})
