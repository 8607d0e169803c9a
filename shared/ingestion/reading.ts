import type { Instant } from '../platform/time.ts'
import { isReason, type Judged } from './cells.ts'
import type { FaultList, Reason } from './faults.ts'
import { type Row, readRows, wrongEncoding } from './rows.ts'

/** What a file without faults says, and how it is applied. Every part of it can be repeated. */
export interface Content {
  /** Different schools it speaks of. */
  readonly schools: number
  /** Adds `results-closed` for what it would change of figures that were closed when the processing began. */
  judge(startedAt: Instant, faults: FaultList): Promise<void>
  apply(startedAt: Instant): Promise<void>
}

/** How the rows of one file are judged, one by one, and gathered. */
export interface Reading {
  /** Asks the directory, once, for what a batch of rows refers to. */
  lookUp?(rows: readonly Row[]): Promise<void>
  /** A row with as many cells as the header. */
  take(row: Row): void
  content(): Content
}

/** One of the kinds of files: the headers it may have, and how a file with one of them is read. */
export interface FileKind<Ports> {
  readonly headers: readonly (readonly string[])[]
  reading(ports: Ports, faults: FaultList, header: readonly string[]): Reading
}

/**
 * Judges all rows of a file, and answers how many there were and what they say; every fault is added to
 * `faults`. Throws what the storage throws.
 */
export const readFile = async <Ports>(
  bytes: AsyncIterable<Uint8Array>,
  kind: FileKind<Ports>,
  ports: Ports,
  faults: FaultList,
): Promise<{ rows: number; content: Content | undefined }> => {
  let columns = 0
  let rows = 0
  let reading: Reading | undefined
  for await (const batch of readRows(bytes, faults)) {
    const [header] = batch
    if (header === undefined) continue
    if (reading === undefined && !isHeader(header, kind, faults)) break
    const data = reading === undefined ? batch.slice(1) : batch
    columns ||= header.cells.length
    reading ??= kind.reading(ports, faults, header.cells)
    await judgeRows(data, columns, reading, faults)
    rows += data.length
    if (faults.unreadable) break
  }
  if (faults.count === 0 && reading === undefined) faults.add(1, null, wrongHeader(kind.headers))
  else if (faults.count === 0 && rows === 0) faults.add(null, null, noRows)
  if (faults.unreadable) return { rows: 0, content: undefined }
  return { rows, content: reading?.content() }
}

const noRows: Reason = { code: 'no-rows', detail: 'Verwacht: minstens één regel onder de kopregel.' }

const isHeader = (
  { cells }: Row,
  { headers }: Pick<FileKind<never>, 'headers'>,
  faults: FaultList,
): boolean => {
  if (headers.some(columns => sameCells(columns, cells))) return true
  // UTF-16 without a byte order mark is valid UTF-8 full of zeros.
  if (cells.some(cell => cell.includes('\0'))) faults.onlyThis(null, wrongEncoding)
  else faults.onlyThis(1, wrongHeader(headers))
  return false
}

export const wrongHeader = (headers: readonly (readonly string[])[]): Reason => ({
  code: 'wrong-header',
  detail: `Verwacht als kopregel: ${[...new Set(headers.map(columns => columns.join(';')))].join(' of ')}.`,
})

export const sameCells = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((cell, index) => cell === right[index])

const judgeRows = async (
  rows: readonly Row[],
  columns: number,
  reading: Reading,
  faults: FaultList,
): Promise<void> => {
  const whole = rows.filter(row => row.cells.length === columns)
  await reading.lookUp?.(whole)
  for (const row of rows) {
    if (faults.unreadable) return
    if (row.cells.length === columns) reading.take(row)
    else
      faults.add(row.line, null, {
        code: 'wrong-cell-count',
        detail: `Verwacht: ${columns} cellen, met ; ertussen.`,
      })
  }
}

/**
 * Reads cells of rows by column: what a cell says, or undefined where it is wrong, which is then in
 * `faults`.
 */
export const cellReader =
  (columns: readonly string[], faults: FaultList) =>
  <Value extends string | number>(
    row: Row,
    index: number,
    judge: (cell: string) => Judged<Value>,
  ): Value | undefined => {
    const judged = judge(row.cells[index]!)
    if (!isReason(judged)) return judged
    faults.add(row.line, columns[index]!, judged)
    return undefined
  }
