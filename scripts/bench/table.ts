import { isMet, type Row, ratioOf } from './row.ts'

const decimals = (number: number): string =>
  number >= 100 ? Math.round(number).toLocaleString('en') : number.toFixed(number >= 10 ? 1 : 2)

const counted = (number: number, unit: string): string =>
  `${Number.isInteger(number) ? number.toLocaleString('en') : decimals(number)} ${unit}`.trim()

const targetOf = ({ target }: Row): string =>
  'atMost' in target ? `≤ ${target.atMost.toLocaleString('en')}` : `≥ ${target.atLeast.toLocaleString('en')}`

export const header = ['measure', 'ours', 'reference', 'ratio', 'ratio of time', 'target', 'met']

export const cellsOf = (row: Row): readonly string[] => [
  row.measure,
  counted(row.ours, row.unit),
  row.reference === undefined ? '–' : counted(row.reference, row.unit),
  row.reference === undefined ? '–' : ratioOf(row).toFixed(2),
  row.wallRatio === undefined ? '–' : row.wallRatio.toFixed(2),
  targetOf(row),
  isMet(row) ? 'yes' : 'no',
]

/** For a terminal. */
export const tableOf = (rows: readonly Row[]): string => {
  const lines = [header, ...rows.map(cellsOf)]
  const widths = header.map((_, column) => Math.max(...lines.map(cells => cells[column]!.length)))
  const lineOf = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join('  ')
  return [
    lineOf(header),
    widths.map(width => '-'.repeat(width)).join('  '),
    ...lines.slice(1).map(lineOf),
  ].join('\n')
}
