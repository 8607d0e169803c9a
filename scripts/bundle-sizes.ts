import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from '../infra/bundle.ts'
import { manifests } from '../infra/manifests.ts'

/**
 * What each function may load at its start, in bytes: a locale, a credential provider or a client that slips in is more.
 * What it loads late, S3's client or the PDF, is not in it.
 */
const budgets: Readonly<Record<string, number>> = {
  'board-api': 405_000,
  'consent-api': 450_000,
  deliver: 415_000,
  'import-file': 376_000,
  'operator-api': 450_000,
  'publish-page': 432_000,
  'process-events': 458_000,
  'reconcile-schedules': 367_000,
  'record-mail-feedback': 290_000,
  'remind-boards': 357_000,
  'replay-ledger': 338_000,
  'report-api': 400_000,
  'smoke-test': 397_000,
  sweep: 461_000,
}

type Outputs = ReturnType<typeof bundle>['outputs']

/** The files that are read before the first event: the entry, and whatever it imports at once. */
const loadedAtStart = (outputs: Outputs, file: string, found: Set<string>): ReadonlySet<string> => {
  if (found.has(file)) return found
  found.add(file)
  for (const { path, kind, external } of outputs[file]!.imports)
    if (kind === 'import-statement' && !external) loadedAtStart(outputs, path, found)
  return found
}

const sizesOf = (id: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'))
  const { outputs } = bundle(`functions/${id}`, manifests[id]!, folder)
  rmSync(folder, { recursive: true })
  const files = Object.keys(outputs).filter(file => file.endsWith('.mjs'))
  const bytesOf = (some: Iterable<string>) => [...some].reduce((sum, file) => sum + outputs[file]!.bytes, 0)
  const entry = files.find(file => file.endsWith('/index.mjs'))!
  return { atStart: bytesOf(loadedAtStart(outputs, entry, new Set())), all: bytesOf(files) }
}

const inKilobytes = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(7)

let exceeded = 0
console.log(`${'KB'.padEnd(22)}at start  budget     all`)
for (const id of Object.keys(manifests)) {
  const { atStart, all } = sizesOf(id)
  const budget = budgets[id] ?? 0
  const isOver = atStart > budget
  if (isOver) exceeded += 1
  const figures = [atStart, budget, all].map(inKilobytes).join(' ')
  console.log(`${id.padEnd(22)}${figures}${isOver ? '  over its budget' : ''}`)
}
console.log(`\nbundles: ${Object.keys(manifests).length}, over their budget: ${exceeded}`)
process.exitCode = exceeded === 0 ? 0 : 1
