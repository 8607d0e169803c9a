import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type Row, ratioOf } from './row.ts'
import { cellsOf, header } from './table.ts'

const docs = (name: string) => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url))
const [page, picture, kept] = [
  docs('performance.md'),
  docs('images/performance.svg'),
  docs('performance.json'),
] as const

const START = '<!-- written by npm run bench -- --write -->\n'
const END = '<!-- until here -->'

/** What came of a measurement the last time, and when and on what it was taken. */
export interface Taken {
  day: string
  machine: string
  about: string
  rows: readonly Row[]
}

export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node.js ${process.version}`

/** Puts what was taken now in the place of what was taken before, in docs/performance.json, and makes the page and its picture from it. */
export const writePage = (taken: Readonly<Record<string, Taken>>, order: readonly string[]): void => {
  const before: Record<string, Taken> = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {}
  const all = { ...before, ...taken }
  const known = order.filter(name => name in all)
  writeFileSync(
    kept,
    `${JSON.stringify(Object.fromEntries(known.map(name => [name, all[name]])), null, 2)}\n`,
  )
  const text = readFileSync(page, 'utf8')
  const [start, end] = [text.indexOf(START), text.indexOf(END)]
  if (start < 0 || end < start) throw new Error(`${page} has no place for the table`)
  const rows = known.flatMap(name => all[name]!.rows)
  const table = [header, header.map(() => '---'), ...rows.map(cellsOf)].map(
    cells => `| ${cells.join(' | ')} |`,
  )
  const notes = known.map(name => {
    const { day, machine, about } = all[name]!
    return `- **${name}** (${day}, ${machine}): ${about}.`
  })
  const written = [...table, '', ...notes, ''].join('\n')
  writeFileSync(page, text.slice(0, start) + START + written + text.slice(end))
  writeFileSync(picture, pictureOf(rows))
}

const [LABEL, BAR, LINE] = [330, 240, 18] as const

/** How much of its target each row takes: a bar that passes the line misses it. */
const pictureOf = (rows: readonly Row[]): string => {
  const height = rows.length * LINE + 24
  const target = LABEL + BAR / 2
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${LABEL + BAR + 40}" height="${height}" font-family="sans-serif" font-size="11" role="img" aria-label="How much of its target each row takes">`,
    `<rect width="100%" height="100%" fill="#fff"/><text x="${target}" y="12" text-anchor="middle">target</text>`,
    ...rows.map(barOf),
    `<path d="M${target} 16V${height}" stroke="#1a1a1a" stroke-dasharray="3 2"/>`,
    '</svg>',
    '',
  ].join('\n')
}

const barOf = (row: Row, index: number): string => {
  const taken = 'atMost' in row.target ? ratioOf(row) / row.target.atMost : row.target.atLeast / ratioOf(row)
  const width = (Math.min(taken, 2) * BAR) / 2
  const y = 20 + index * LINE
  const color = taken <= 1 ? '#2b7a4b' : '#b3261e'
  return [
    `<text x="${LABEL - 8}" y="${y + 11}" text-anchor="end">${row.measure}</text>`,
    `<rect x="${LABEL}" y="${y + 2}" width="${width.toFixed(1)}" height="12" fill="${color}"/>`,
    `<text x="${LABEL + width + 4}" y="${y + 11}">${taken.toFixed(2)}</text>`,
  ].join('')
}
