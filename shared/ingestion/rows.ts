import { csvParser } from './csv-parser.ts'
import type { FaultList, Reason } from './faults.ts'

export interface Row {
  /** Physical line on which it starts: a quoted cell may run over several. */
  line: number
  cells: readonly string[]
}

/** Rows that are judged together, so that what they refer to is looked up together. */
const ROWS_AT_ONCE = 4000

/** Rows of a megabyte are not gathered by the thousands. */
const BYTES_AT_ONCE = 1024 * 1024

export const wrongEncoding: Reason = {
  code: 'wrong-encoding',
  detail: 'Het bestand is geen UTF-8. Sla het op als "CSV UTF-8".',
}

/**
 * Reads CSV as contract section 5 has it: UTF-8, `;`, RFC 4180 quoting, `\n` or `\r\n`. Yields the rows in
 * batches, the header first. What makes the bytes unreadable is added to `faults`, and ends the reading.
 */
export async function* readRows(
  bytes: AsyncIterable<Uint8Array>,
  faults: FaultList,
): AsyncGenerator<readonly Row[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const parser = csvParser()
  let gathered = 0
  for await (const chunk of bytes) {
    if (!decodes(() => decoder.decode(chunk, { stream: true }))) return faults.onlyThis(null, wrongEncoding)
    await parser.write(chunk)
    if (parser.problem() !== undefined) break
    gathered += chunk.length
    if (parser.rows.length < ROWS_AT_ONCE && gathered < BYTES_AT_ONCE) continue
    gathered = 0
    yield parser.rows.splice(0)
  }
  if (parser.problem() === undefined) {
    if (!decodes(() => decoder.decode())) return faults.onlyThis(null, wrongEncoding)
    await parser.end()
  }
  yield parser.rows.splice(0)
  const problem = parser.problem()
  if (problem !== undefined) faults.add(problem.line, problem.column, problem.reason)
}

const decodes = (decode: () => string): boolean => {
  try {
    decode()
    return true
  } catch {
    return false
  }
}
