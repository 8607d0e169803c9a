import type { Sheet, TextStyle } from './sheet.ts'
import { bar, column, decorate, type Element, heightOf, moveDown, within, write } from './sheet.ts'

interface Cell {
  text: string
  style: TextStyle
  /** Left edge and width in points; the left of the page's column is 0. */
  x: number
  width: number
  align?: 'left' | 'right'
  /** What it is the header of; a cell of data where absent. */
  heads?: 'Row' | 'Column'
}

export interface Row {
  cells: readonly Cell[]
  /** Drawn behind the cells, in the space of the row. */
  backdrop?: (top: number, height: number) => void
}

const PADDING = 2.5
const RULE = '#8a96a3'

export const heightOfRows = (sheet: Sheet, rows: readonly Row[]): number =>
  rows.reduce((total, row) => total + heightOfRow(sheet, row), 0)

/** A table with a rule under every row. A row that does not fit goes to the next page as a whole. */
export const writeTable = (sheet: Sheet, parent: Element, rows: readonly Row[]): void => {
  const table = within(sheet, parent, 'Table')
  for (const row of rows) {
    const height = heightOfRow(sheet, row)
    moveDown(sheet, 0, height)
    const top = sheet.pdf.y
    decorate(sheet, () => {
      row.backdrop?.(top, height)
      bar(sheet, column.left, top + height - 0.5, column.width, 0.5, RULE)
    })
    const element = within(sheet, table, 'TR')
    for (const cell of row.cells) writeCell(sheet, element, cell, top + PADDING)
    sheet.pdf.y = top + height
  }
}

const writeCell = (sheet: Sheet, row: Element, cell: Cell, y: number): void => {
  const { text, style, x, width, align = 'left', heads } = cell
  const place = { x: column.left + x, y, width, align }
  if (heads) write(sheet, row, 'TH', text, style, place, { scope: heads })
  else write(sheet, row, 'TD', text, style, place)
}

const heightOfRow = (sheet: Sheet, { cells }: Row): number =>
  Math.max(...cells.map(({ text, style, width }) => heightOf(sheet, text, style, width))) + 2 * PADDING
