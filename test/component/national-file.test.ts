import { expect, it } from 'vitest'
import type { SchoolId } from '../../shared/directory/identifiers.ts'
import { processImport } from '../../shared/ingestion/processing.ts'
import { aSchool, schoolYear } from '../support/builders.ts'
import { headers, importDesk } from '../unit/ingestion/import-desk.ts'

const PIECES = 320
const ROWS_OF_A_PIECE = 250
const PIECE_BYTES = 64 * 1024

const schoolIdOf = (piece: number): SchoolId =>
  `98A${'ABCD'[Math.floor(piece / 100)]}${String(piece % 100).padStart(2, '0')}` as SchoolId

/** Rows of one school, each filled up with zeros before the grade: many bytes, and not many rows to judge. */
const pieceOf = (piece: number): Buffer => {
  const row = (grade: string) =>
    `${schoolIdOf(piece)};${schoolYear};LTO-VO;HAVO;${grade};5;4;5;4;5;4;5;4;5;4;5\n`
  const filling = '0'.repeat(Math.floor(PIECE_BYTES / ROWS_OF_A_PIECE) - row('3').length)
  return Buffer.from(row(`${filling}3`).repeat(ROWS_OF_A_PIECE))
}

it('a file of twenty megabytes is judged while it streams: never more than a few rows of it wait', async () => {
  const known = Array.from({ length: PIECES }, (_, piece) => aSchool({ schoolId: schoolIdOf(piece) }))
  const desk = await importDesk({ known })
  let [judged, furthestAhead, bytes] = [0, 0, 0]
  const { schools } = desk.directory
  Object.assign(desk.directory, {
    schools: async (ids: readonly SchoolId[]) => {
      judged += ids.length
      return schools(ids)
    },
  })
  async function* file(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${headers.respondents}\n`)
    for (let piece = 0; piece < PIECES; piece += 1) {
      furthestAhead = Math.max(furthestAhead, piece - judged)
      const content = pieceOf(piece)
      bytes += content.length
      yield content
    }
  }
  const importId = await desk.upload('respondents', 'x')
  const uploads = Object.assign(desk.uploads, { read: async () => file() })
  await processImport({ ...desk.ports, uploads }, importId)

  const rows = PIECES * ROWS_OF_A_PIECE
  expect(await desk.stored(importId)).toMatchObject({ status: 'applied', rows, schools: PIECES, errors: [] })
  expect(bytes).toBeGreaterThan(20_000_000)
  // Rows are validated together until they fill two pieces.
  expect(furthestAhead).toBeLessThanOrEqual(4)
  const { results } = await desk.store.read(schoolIdOf(PIECES - 1), schoolYear)
  expect(results[0]?.groups.HAVO).toMatchObject({
    respondents: ROWS_OF_A_PIECE,
    questions: { V1: { answers: ROWS_OF_A_PIECE, sum: 5 * ROWS_OF_A_PIECE } },
  })
})
