import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseCsv, type Row } from '../../../shared/ingestion/csv.ts'
import { faultList } from '../../../shared/ingestion/faults.ts'
import { pieces } from '../../support/doubles/imports.ts'

const parsed = async (text: string, pieceSize: number) => {
  const faults = faultList()
  const rows: Row[] = []
  for await (const batch of parseCsv(pieces(Buffer.from(text), pieceSize), faults)) rows.push(...batch)
  return { rows, faults: faults.kept.map(({ line, code }) => `${line} ${code}`) }
}

/** The rows before the first that csv-parse refuses, which counts no lines as we do. */
const byCsvParse = (text: string): { rows: string[][]; isBroken: boolean } => {
  const rows: string[][] = []
  const on_record = (cells: string[]) => {
    rows.push(cells)
    return null
  }
  try {
    parse(text, { delimiter: ';', record_delimiter: ['\r\n', '\n'], relax_column_count: true, on_record })
    return { rows, isBroken: false }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { rows, isBroken: true }
  }
}

const isBlank = (cells: readonly string[]): boolean => cells.every(cell => cell.trim() === '')

it('reads as csv-parse does, but for blank rows, whatever the quotes and the pieces', async () => {
  const text = fc
    .array(fc.constantFrom('a', 'é', ';', ';', '"', '"', '""', '";"', '\n', '\r\n', ' ', '€'), {
      maxLength: 40,
    })
    .map(parts => `kop;regel\n${parts.join('')}\n`)
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 50 }), async (content, pieceSize) => {
      const ours = await parsed(content, pieceSize)
      const theirs = byCsvParse(content)
      const withoutBreaks = (cells: readonly string[]) => cells.map(cell => cell.replaceAll('\r\n', '\n'))
      expect(ours.faults.length === 1).toBe(theirs.isBroken)
      expect(ours.rows.map(({ cells }) => withoutBreaks(cells))).toEqual(
        theirs.rows.filter(cells => !isBlank(cells)).map(withoutBreaks),
      )
    }),
    { numRuns: 3000 },
  )
})

it('counts physical lines, also where quoted cells run over several', async () => {
  const { rows, faults } = await parsed('a\n"b\r\n\nc";d\r\n\n;;\ne\n"f', 3)
  expect(rows.map(({ line, cells }) => [line, cells.length])).toEqual([
    [1, 1],
    [2, 2],
    [7, 1],
  ])
  expect(faults).toEqual(['8 unbalanced-quotes'])
})
