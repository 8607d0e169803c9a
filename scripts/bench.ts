import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { systemRuntime } from '../shared/platform/adapters/system-runtime.ts'
import { machine, type Taken, writePage } from './bench/page.ts'
import { isMet, type Measurement } from './bench/row.ts'
import { calls } from './bench/rows/calls.ts'
import { coldStart } from './bench/rows/cold-start.ts'
import { day } from './bench/rows/day.ts'
import { growth } from './bench/rows/growth.ts'
import { importOfRespondents } from './bench/rows/import.ts'
import { localEnvironment } from './bench/rows/local.ts'
import { reportAsPdf } from './bench/rows/report.ts'
import { simulator } from './bench/rows/simulator.ts'
import { warmSave } from './bench/rows/warm-save.ts'
import { tableOf } from './bench/table.ts'

const all: readonly Measurement[] = [
  coldStart,
  calls,
  warmSave,
  importOfRespondents,
  reportAsPdf,
  day,
  simulator,
  localEnvironment,
  growth,
]

const options = {
  /** Each row in its smallest form: its figures mean nothing, and only an error counts. */
  quick: { type: 'boolean', default: false },
  /** The measurements with this in their names. */
  only: { type: 'string', default: '' },
  /** What is measured in the place of what was before, in docs/performance.md. */
  write: { type: 'boolean', default: false },
} as const

const names = all.map(({ name }) => name)

const misused = (): never => {
  console.error(`npm run bench -- [--quick] [--only NAME] [--write], where NAME is of ${names.join(', ')}`)
  process.exit(2)
}

const asked = () => {
  try {
    return parseArgs({ options }).values
  } catch {
    return misused()
  }
}

const values = asked()
const measurements = all.filter(({ name }) => name.includes(values.only))
if (measurements.length === 0) misused()
const taken: Record<string, Taken> = {}
const today = systemRuntime().clock().slice(0, 10)
for (const [index, { name, about, run }] of measurements.entries()) {
  console.error(`${index + 1} of ${measurements.length}: ${name} ...`)
  const start = performance.now()
  const rows = await run(values.quick ? 'quick' : 'full')
  console.error(`${name}: ${Math.round((performance.now() - start) / 1000)} s`)
  taken[name] = { day: today, machine: machine(), about, rows }
  if (values.write && !values.quick) writePage(taken, names)
}
const rows = Object.values(taken).flatMap(one => one.rows)
console.log(tableOf(rows))
console.log(`rows: ${rows.length}, targets missed: ${rows.filter(row => !isMet(row)).length}`)
