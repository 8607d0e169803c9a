import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { billOf, costOf } from './cost/bill.ts'
import { model } from './cost/model.ts'
import { complaintOf, figureLine, pageWith } from './cost/page.ts'
import { production } from './cost/templates.ts'

const options = {
  /** Fails where a school-year costs over 5 % more than docs/cost.md says. */
  check: { type: 'boolean', default: false },
  /** Writes the bill to docs/cost.md, as taken on that day. */
  take: { type: 'string' },
} as const
const { check, take } = parseArgs({ options }).values

const counted = await model(production())
const variable = costOf(counted.variable)
const bill = billOf(counted)
console.log(`${bill}\n`)

const path = new URL('../docs/cost.md', import.meta.url)
const page = readFileSync(path, 'utf8')
if (take !== undefined)
  writeFileSync(
    path,
    pageWith(page, `${bill}\n\nTaken on ${take}:\n\n\`\`\`\n${figureLine(variable)}\n\`\`\``),
  )
const complaint = check ? complaintOf(page, variable) : undefined
if (complaint) {
  console.error(complaint)
  process.exitCode = 1
}
console.log(figureLine(variable))
