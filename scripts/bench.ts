import { parseArgs } from 'node:util'
import { writePage } from './bench/page.ts'
import { isMet, type Measurement, type Row } from './bench/row.ts'
import { calls } from './bench/rows/calls.ts'
import { coldStart } from './bench/rows/cold-start.ts'
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
  simulator,
  localEnvironment,
  growth,
]

const { values } = parseArgs({
  options: {
    /** Each row in its smallest form: its figures mean nothing, and only an error counts. */
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    /** All rows into docs/performance.md. */
    write: { type: 'boolean', default: false },
  },
})

const measurements = all.filter(({ name }) => name.includes(values.only))
if (measurements.length === 0) throw new Error(`nothing is called ${values.only}`)
const rows: Row[] = []
for (const { name, run } of measurements) {
  console.error(`${name} ...`)
  rows.push(...(await run(values.quick ? 'quick' : 'full')))
}
console.log(tableOf(rows))
if (values.write) writePage(rows, measurements, new Date().toISOString().slice(0, 10))
console.log(`rows: ${rows.length}, targets missed: ${rows.filter(row => !isMet(row)).length}`)
