import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cell, csvOf } from '../../../shared/platform/csv.ts'

const BYTE_ORDER_MARK = '\uFEFF'

/** One column, without the mark at the beginning. */
const columnOf = (...cells: Cell[]): string => {
  const csv = csvOf({ CEL: (cell: Cell) => cell }, cells)
  expect(csv.startsWith(BYTE_ORDER_MARK)).toBe(true)
  return csv.slice(1)
}

const read = (csv: string): string[][] => parse(csv, { bom: true, delimiter: ';', relax_column_count: true })

describe('CSV', () => {
  it('has a byte order mark, a header, semicolons and a line end after every row', () => {
    const columns = { NAAM: (row: { name: string; pupils: number }) => row.name, LEERLINGEN: () => 310 }
    expect(csvOf(columns, [{ name: 'Het Voorbeeld', pupils: 310 }])).toBe(
      '\uFEFFNAAM;LEERLINGEN\r\nHet Voorbeeld;310\r\n',
    )
  })

  it.each([
    [38.7, '38,7'],
    [null, ''],
    ['a;b', '"a;b"'],
    ['de "Brug"', '"de ""Brug"""'],
    ['a\nb', '"a\nb"'],
  ])('writes %j as %j', (cell, written) => {
    expect(columnOf(cell)).toBe(`CEL\r\n${written}\r\n`)
  })

  it.each([
    ['=1+1', "'=1+1"],
    ['+31', "'+31"],
    ['-', "'-"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
    ['=";"', `"'="";"""`],
    [-1.5, "'-1,5"],
    ['1-1', '1-1'],
  ])('keeps a spreadsheet from running %j', (cell, written) => {
    expect(columnOf(cell)).toBe(`CEL\r\n${written}\r\n`)
  })

  it('reads back as it was, and never as a formula', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ';', '"', ',', '\r', '\n', '\t', '=', '-', "'", 'é'),
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), rows => {
        const csv = csvOf({ EEN: ([one]: [string, string]) => one, TWEE: ([, two]) => two }, rows)
        const cells = read(csv).slice(1)
        expect(cells.map(row => row.length)).toEqual(rows.map(() => 2))
        for (const [index, cell] of cells.flat().entries()) {
          expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
          expect([rows.flat()[index], `'${rows.flat()[index]}`]).toContain(cell)
        }
      }),
    )
  })
})
