import { readFileSync } from 'node:fs'
import { processImport } from '../../shared/ingestion/processing.ts'
import { headers, importDesk } from '../unit/ingestion/import-desk.ts'

const PIECE = 64 * 1024
const MEGABYTE = 1024 * 1024

/** What stands below the header: `start`, and then `text` as often as `times`, and `end`, until the megabytes are full. */
export interface MadeFile {
  kind: 'schools' | 'respondents'
  megabytes: number
  start?: string
  text: string
  times?: number
  end?: string
}

const { kind, megabytes, start = '', text, times = 1, end = '' }: MadeFile = JSON.parse(process.argv[2]!)

/** It is made while it is read. */
async function* madeFile(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${headers[kind]}\n${start}`)
  const row = text.repeat(times) + end
  const rows = Buffer.from(row.repeat(Math.ceil(PIECE / row.length)))
  for (let made = 0; made < megabytes * MEGABYTE; made += rows.length)
    for (let from = 0; from < rows.length; from += PIECE) yield Buffer.from(rows.subarray(from, from + PIECE))
}

const peakMegabytes = (): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024

const atStart = peakMegabytes()
const desk = await importDesk()
const importId = await desk.upload(kind, 'x')
const uploads = Object.assign(desk.uploads, { read: async () => madeFile() })
await processImport({ ...desk.ports, uploads }, importId)
const { status, errors } = await desk.stored(importId)
process.stdout.write(
  JSON.stringify({ status, code: errors[0]?.code, taken: Math.round(peakMegabytes() - atStart) }),
)
