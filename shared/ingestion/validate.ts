import { isViolation, type Parsed } from './cells.ts'
import { parseCsv, type Row, wrongCellCount, wrongEncoding } from './csv.ts'
import type { FaultList, Violation } from './faults.ts'
import { oddCharacterIn } from './odd-character.ts'
import type { Plan } from './plan.ts'

/** Validates the rows of one file, one by one, and gathers what they say. */
export interface RowValidator {
  /** Asks the directory, once, for what a batch of rows refers to. */
  prefetch?(rows: readonly Row[]): Promise<void>
  /** A row with as many cells as the header. */
  validate(row: Row): void
  plan(): Plan
}

/** One of the kinds of files: the headers it may have, and who validates the rows below one of them. */
export interface FileKind<Ports> {
  readonly headers: readonly (readonly string[])[]
  validator(ports: Ports, faults: FaultList, header: readonly string[]): RowValidator
}

/**
 * Parses and validates a file: answers how many rows it has and what they would change; every fault is added to
 * `faults`. Throws what the storage throws.
 */
export const validateFile = async <Ports>(
  bytes: AsyncIterable<Uint8Array>,
  kind: FileKind<Ports>,
  ports: Ports,
  faults: FaultList,
): Promise<{ rows: number; plan: Plan | undefined }> => {
  let rows = 0
  let columns = 0
  let validator: RowValidator | undefined
  for await (const batch of parseCsv(bytes, faults)) {
    const [first] = batch
    if (first === undefined) continue
    if (validator === undefined && !isHeader(first, kind, faults)) break
    const data = validator === undefined ? batch.slice(1) : batch
    columns ||= first.cells.length
    validator ??= kind.validator(ports, faults, first.cells)
    await validateRows(data, columns, validator, faults)
    rows += data.length
    if (faults.isAborted) break
  }
  if (faults.count === 0 && validator === undefined) faults.add(1, null, wrongHeader(kind.headers))
  else if (faults.count === 0 && rows === 0) faults.add(null, null, noRows)
  return faults.isAborted ? { rows: 0, plan: undefined } : { rows, plan: validator?.plan() }
}

const noRows: Violation = { code: 'no-rows', detail: 'Verwacht: minstens één regel onder de kopregel.' }

const isHeader = (
  { cells }: Row,
  { headers }: Pick<FileKind<never>, 'headers'>,
  faults: FaultList,
): boolean => {
  if (headers.some(columns => sameCells(columns, cells))) return true
  // UTF-16 without a byte order mark is valid UTF-8 full of zeros.
  if (cells.some(cell => cell.includes('\0'))) faults.abort(null, wrongEncoding)
  else faults.abort(1, wrongHeader(headers, cells))
  return false
}

export const wrongHeader = (
  headers: readonly (readonly string[])[],
  found: readonly string[] = [],
): Violation => ({
  code: 'wrong-header',
  detail: `Verwacht als kopregel: ${[...new Set(headers.map(columns => columns.join(';')))].join(' of ')}.${
    found.map(oddCharacterIn).find(sentence => sentence !== '') ?? ''
  }`,
})

export const sameCells = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((cell, index) => cell === right[index])

const validateRows = async (
  rows: readonly Row[],
  columns: number,
  validator: RowValidator,
  faults: FaultList,
): Promise<void> => {
  const otherCount = wrongCellCount(columns)
  await validator.prefetch?.(rows.filter(row => row.cells.length === columns))
  for (const row of rows) {
    if (faults.isAborted) return
    if (row.cells.length === columns) validator.validate(row)
    else faults.add(row.line, null, otherCount)
  }
}

/** Reads cells of rows by column: what a cell says, or undefined where it is wrong, which is then in `faults`. */
export const cellReader =
  (columns: readonly string[], faults: FaultList) =>
  <Value extends string | number>(
    row: Row,
    index: number,
    parse: (cell: string) => Parsed<Value>,
  ): Value | undefined => {
    const parsed = parse(row.cells[index]!)
    if (!isViolation(parsed)) return parsed
    faults.add(row.line, columns[index]!, parsed)
    return undefined
  }
