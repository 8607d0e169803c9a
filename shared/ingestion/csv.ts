import type { FaultList, Violation } from './faults.ts'

export interface Row {
  /** Physical line on which it starts: a quoted cell may run over several. */
  line: number
  cells: readonly string[]
}

/** A row longer than this is no row; reading it to its end would only cost memory. In UTF-16 code units. */
const LONGEST_ROW = 128 * 1024
/**
 * Rows that are validated together, so that what they refer to is looked up together; fewer where they are long. Of more, V8
 * takes those of a batch for what lasts, and its memory grows.
 */
const ROWS_AT_ONCE = 250
const TEXT_AT_ONCE = LONGEST_ROW
const BYTES_AT_ONCE = 8 * 1024

export const wrongEncoding: Violation = {
  code: 'wrong-encoding',
  detail: 'Het bestand is geen UTF-8. Sla het op als "CSV UTF-8".',
}
const unbalancedQuotes: Violation = {
  code: 'unbalanced-quotes',
  detail: 'Verwacht: aanhalingstekens om een hele cel, en dubbel binnen de cel. De rest is niet gelezen.',
}
const rowTooLong: Violation = {
  code: 'text-too-long',
  detail: 'Verwacht: een regel van hoogstens 128 kB. Verder is het bestand niet gelezen.',
}
export const wrongCellCount = (columns: number): Violation => ({
  code: 'wrong-cell-count',
  detail: `Verwacht: ${columns} cellen, met ; ertussen.`,
})
const noHeader: Violation = {
  code: 'wrong-header',
  detail: 'Het bestand begint niet met een kopregel. Verwacht: regels die eindigen op LF of CRLF.',
}

/**
 * Reads CSV as contract section 5 has it: UTF-8, `;`, RFC 4180 quoting, `\n` or `\r\n`. Yields the rows in batches, the
 * header first; rows of blank cells are passed over. What makes the bytes unreadable is added to `faults`, and ends the
 * reading. Holds one batch at a time, whatever the bytes.
 */
export async function* parseCsv(
  bytes: AsyncIterable<Uint8Array>,
  faults: FaultList,
): AsyncGenerator<readonly Row[]> {
  const parser = rowParser()
  let gathered = 0
  for await (const text of decoded(bytes, faults)) {
    parser.write(text)
    if (parser.problem() !== undefined) break
    gathered += text.length
    if (parser.rows.length < ROWS_AT_ONCE && gathered < TEXT_AT_ONCE) continue
    gathered = 0
    yield parser.rows.splice(0)
  }
  if (faults.isAborted) return
  parser.end()
  yield parser.rows.splice(0)
  const problem = parser.problem()
  if (problem !== undefined) faults.add(problem.line, problem.column, problem.violation)
}

async function* decoded(bytes: AsyncIterable<Uint8Array>, faults: FaultList): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (chunk?: Uint8Array): string | undefined => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined })
    } catch {
      return undefined
    }
  }
  for await (const chunk of bytes)
    for (let from = 0; from < chunk.length; from += BYTES_AT_ONCE) {
      const text = decode(chunk.subarray(from, from + BYTES_AT_ONCE))
      if (text === undefined) return faults.abort(null, wrongEncoding)
      yield text
    }
  if (decode() === undefined) faults.abort(null, wrongEncoding)
}

/** What keeps the text from being rows, and where the row starts in which it was met. */
interface Problem {
  line: number
  column: string | null
  violation: Violation
}

/** Cuts text into rows, whatever the pieces in which it comes. */
const rowParser = () => {
  const rows: Row[] = []
  let header: readonly string[] | undefined
  let problem: Problem | undefined
  /** The start of a line whose end has not come yet. */
  let unfinished = ''
  let lines = 0
  /** The row under way, and the line on which it starts. */
  let row = ''
  let rowLine = 1
  let isQuoteOpen = false

  const stop = (violation: Violation, column: string | null = null): void => {
    problem ??= { line: rowLine, column, violation }
  }
  const takeRow = (text: string): void => {
    const cells = cellsOf(text)
    if (cells === undefined) stop(unbalancedQuotes)
    else if (header === undefined || !cells.every(isBlank)) rows.push({ line: rowLine, cells })
    header ??= cells
  }
  const takeLine = (line: string): void => {
    lines += 1
    if (isQuoteOpen) row += `\n${line}`
    else {
      row = line
      rowLine = lines
    }
    if (hasUnevenQuotes(line)) isQuoteOpen = !isQuoteOpen
    if (row.length > LONGEST_ROW) stop(...tooLong(row, header))
    else if (!isQuoteOpen) takeRow(row.endsWith('\r') ? row.slice(0, -1) : row)
  }
  return {
    rows,
    /** After it nothing more can be read. */
    problem: () => problem,
    write: (text: string): void => {
      const all = unfinished + text
      let from = 0
      for (let end = all.indexOf('\n'); end >= 0 && !problem; end = all.indexOf('\n', from)) {
        takeLine(all.slice(from, end))
        from = end + 1
      }
      unfinished = all.slice(from)
      if (unfinished.length > LONGEST_ROW && !problem) takeLine(unfinished)
    },
    end: (): void => {
      if (problem) return
      if (unfinished !== '') takeLine(unfinished)
      if (isQuoteOpen) stop(unbalancedQuotes)
    },
  }
}

const isBlank = (cell: string): boolean => cell.trim() === ''

const hasUnevenQuotes = (text: string): boolean => {
  let isUneven = false
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) isUneven = !isUneven
  return isUneven
}

/** Undefined where quotes stand within a cell, and not around it. */
const cellsOf = (row: string): readonly string[] | undefined => {
  if (!row.includes('"')) return row.split(';')
  const cells = quotedCellsOf(row).map(unquoted)
  return cells.every(cell => cell !== undefined) ? cells : undefined
}

/** Cells as they are written: a separator within quotes belongs to its cell. */
const quotedCellsOf = (row: string): readonly string[] => {
  const cells: string[] = []
  let isQuoteOpen = false
  for (const piece of row.split(';')) {
    cells.push(isQuoteOpen ? `${cells.pop()};${piece}` : piece)
    if (hasUnevenQuotes(piece)) isQuoteOpen = !isQuoteOpen
  }
  return cells
}

const unquoted = (cell: string): string | undefined => {
  if (!cell.includes('"')) return cell
  const inner = /^"(.*)"$/s.exec(cell)?.[1]
  return inner?.replaceAll('""', '').includes('"') ? undefined : inner?.replaceAll('""', '"')
}

const tooLong = (row: string, header: readonly string[] | undefined): [Violation, string | null] => {
  if (header === undefined) return [noHeader, null]
  // A row without end that runs over many lines began with a quote that nobody closed.
  if (row.includes('\n')) return [unbalancedQuotes, null]
  const cells = quotedCellsOf(row.slice(0, LONGEST_ROW))
  return cells.length > header.length
    ? [wrongCellCount(header.length), null]
    : [rowTooLong, header[cells.length - 1]!]
}
