import { CsvError, Parser } from 'csv-parse'
import type { Reason } from './faults.ts'
import type { Row } from './rows.ts'

/** What keeps the bytes from being rows, and where the row starts in which it was met. */
interface Problem {
  line: number
  column: string | null
  reason: Reason
}

/** A row longer than this is no row; reading it to its end would only cost memory. In bytes. */
const LONGEST_ROW = 1024 * 1024

const unbalancedQuotes: Reason = {
  code: 'unbalanced-quotes',
  detail: 'Verwacht: aanhalingstekens om een hele cel, en dubbel binnen de cel. De rest is niet gelezen.',
}
const cellTooLong: Reason = {
  code: 'text-too-long',
  detail: 'Verwacht: een regel van hoogstens 1 MB. Verder is het bestand niet gelezen.',
}

const noHeader: Reason = {
  code: 'wrong-header',
  detail: 'Het bestand begint niet met een kopregel. Verwacht: regels die eindigen op LF of CRLF.',
}

/**
 * csv-parse without its stream of results: rows are gathered as they are met, so none is lost to a later
 * problem.
 */
export const csvParser = () => {
  const rows: Row[] = []
  const lines = lineCount()
  let header: readonly string[] | undefined
  let problem: Problem | undefined
  const parser = new Parser({
    delimiter: ';',
    record_delimiter: ['\r\n', '\n'],
    bom: true,
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
    on_record: (cells: string[], info) => {
      header ??= cells
      rows.push({ line: lines.next(), cells })
      lines.passed(info.lines, cells)
      // Each row is a first row to it, or it makes an error with a stack of every longer or shorter one.
      Object.assign(parser.info, { records: 0 })
      return null
    },
  })
  // Every call reports its own error; without a listener the stream would throw it once more.
  parser.on('error', () => {})
  const settled = (run: (done: (error?: Error | null) => void) => void): Promise<void> =>
    new Promise((resolve, reject) =>
      run(error => {
        if (error && !(error instanceof CsvError)) return reject(error)
        if (error) problem ??= problemOf(error, lines, header)
        resolve()
      }),
    )
  return {
    rows,
    /** After it nothing more can be read. */
    problem: () => problem,
    write: (chunk: Uint8Array) => settled(done => parser.write(chunk, done)),
    end: () => settled(done => parser.end(done)),
  }
}

type LineCount = ReturnType<typeof lineCount>

/**
 * Physical lines. csv-parse counts a `\r\n` inside quotes twice, hence a count of our own where a row has
 * any.
 */
const lineCount = () => {
  let line = 1
  let parserLines = 0
  return {
    next: () => line,
    isOneLine: (linesOfParser: unknown) => linesOfParser === parserLines + 1,
    passed: (linesOfParser: number, cells: readonly string[]) => {
      line += linesOfParser === parserLines + 1 ? 1 : 1 + lineBreaksIn(cells)
      parserLines = linesOfParser
    },
  }
}

const lineBreaksIn = (cells: readonly string[]): number =>
  cells.reduce((total, cell) => total + cell.split('\n').length - 1, 0)

const problemOf = (error: CsvError, lines: LineCount, header: readonly string[] | undefined): Problem => {
  const line = lines.next()
  if (error.code !== 'CSV_MAX_RECORD_SIZE') return { line, column: null, reason: unbalancedQuotes }
  if (header === undefined) return { line, column: null, reason: noHeader }
  // A row without end that runs over many lines began with a quote that nobody closed.
  if (!lines.isOneLine(error.lines)) return { line, column: null, reason: unbalancedQuotes }
  return { line, column: header[Number(error.column)] ?? null, reason: cellTooLong }
}
