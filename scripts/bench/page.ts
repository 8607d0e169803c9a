import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type Measurement, type Row, ratioOf } from './row.ts'
import { cellsOf, header } from './table.ts'

const page = fileURLToPath(new URL('../../docs/performance.md', import.meta.url))
const picture = fileURLToPath(new URL('../../docs/images/performance.svg', import.meta.url))

const START = '<!-- written by npm run bench -- --write -->'
const END = '<!-- until here -->'

/** Puts the rows, the day and the machine into docs/performance.md, and a picture of them beside it. */
export const writePage = (rows: readonly Row[], measurements: readonly Measurement[], day: string): void => {
  const text = readFileSync(page, 'utf8')
  const [before, after] = [text.indexOf(START), text.indexOf(END)]
  if (before < 0 || after < before) throw new Error(`${page} has no place for the table`)
  const [{ model } = { model: 'unknown' }] = cpus()
  const machine = `${cpus().length} × ${model}, Node.js ${process.version}`
  const table = [header, header.map(() => '---'), ...rows.map(cellsOf)].map(
    cells => `| ${cells.join(' | ')} |`,
  )
  const references = measurements.map(({ name, against }) => `- ${name}: ${against}.`)
  const written = [
    START,
    `Taken on ${day}: ${machine}.`,
    ...table,
    '',
    'The reference of',
    '',
    ...references,
    '',
  ]
  writeFileSync(page, text.slice(0, before) + written.join('\n') + text.slice(after))
  writeFileSync(picture, pictureOf(rows))
}

const [LABEL, BAR, LINE] = [260, 240, 18] as const

/** How much of its target each row takes: a bar that passes the line misses it. */
const pictureOf = (rows: readonly Row[]): string => {
  const height = rows.length * LINE + 24
  const bars = rows.map((row, index) => {
    const taken =
      'atMost' in row.target ? ratioOf(row) / row.target.atMost : row.target.atLeast / ratioOf(row)
    const width = Math.min(taken, 2) * (BAR / 2)
    const y = 20 + index * LINE
    const color = taken <= 1 ? '#2b7a4b' : '#b3261e'
    return `<text x="${LABEL - 8}" y="${y + 11}" text-anchor="end">${row.measure}</text><rect x="${LABEL}" y="${y + 2}" width="${width.toFixed(1)}" height="12" fill="${color}"/><text x="${LABEL + width + 4}" y="${y + 11}">${taken.toFixed(2)}</text>`
  })
  const target = LABEL + BAR / 2
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${LABEL + BAR + 40}" height="${height}" font-family="sans-serif" font-size="11" role="img" aria-label="How much of its target each row takes">`,
    `<rect width="100%" height="100%" fill="#fff"/><text x="${target}" y="12" text-anchor="middle">target</text>`,
    ...bars,
    `<path d="M${target} 16V${height}" stroke="#1a1a1a" stroke-dasharray="3 2"/>`,
    '</svg>',
    '',
  ].join('\n')
}
