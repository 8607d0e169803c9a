/** A text, a number (written with a decimal comma) or nothing. */
export type Cell = string | number | null

/** Header names in order, each with what stands under it: so every row has as many cells as the header. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>

/**
 * CSV as we write it (contract, section 4): a header line, `;` between cells, CR LF after each line, RFC 4180
 * quoting, and a `'` before what a spreadsheet would run as a formula (OWASP). To be sent as UTF-8: it begins with the
 * byte order mark by which spreadsheets know that it is.
 */
export const csvOf = <Row>(columns: Columns<Row>, rows: readonly Row[]): string =>
  BYTE_ORDER_MARK +
  [Object.keys(columns), ...rows.map(row => Object.values(columns).map(cell => cell(row)))]
    .map(cells => `${cells.map(written).join(';')}\r\n`)
    .join('')

const BYTE_ORDER_MARK = '\uFEFF'

const written = (cell: Cell): string => {
  const text = typeof cell === 'number' ? String(cell).replace('.', ',') : (cell ?? '')
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
