import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OutputChunk } from 'rolldown'
import { bundle } from '../infra/bundle.ts'
import { manifests } from '../infra/manifests.ts'

/**
 * What each function may load at its start, in bytes: a locale, a credential provider or a client that slips in is more.
 * What it loads late, S3's client or the PDF, is not in it.
 */
const budgets: Readonly<Record<string, number>> = {
  'board-api': 357_000,
  'consent-api': 368_000,
  deliver: 359_000,
  'import-file': 328_000,
  'operator-api': 365_000,
  'publish-page': 334_000,
  'process-events': 415_000,
  'reconcile-schedules': 324_000,
  'record-mail-feedback': 274_000,
  'remind-boards': 307_000,
  'replay-ledger': 281_000,
  'report-api': 355_000,
  sweep: 418_000,
}

/** The files that are read before the first event: the entry, and whatever it imports at once. */
const loadedAtStart = (files: readonly OutputChunk[]): readonly OutputChunk[] => {
  const found = new Set(files.filter(({ isEntry }) => isEntry))
  // What is added on the way is looked at too.
  for (const { imports } of found)
    for (const file of files) if (imports.includes(file.fileName)) found.add(file)
  return [...found]
}

const bytesOf = (files: readonly OutputChunk[]): number =>
  files.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0)

const sizesOf = async (id: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'))
  const files = await bundle(`functions/${id}`, manifests[id]!, folder)
  rmSync(folder, { recursive: true })
  return { atStart: bytesOf(loadedAtStart(files)), all: bytesOf(files) }
}

const inKilobytes = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(7)

let exceeded = 0
console.log(`${'KB'.padEnd(22)}at start  budget     all`)
for (const id of Object.keys(manifests)) {
  const { atStart, all } = await sizesOf(id)
  const budget = budgets[id] ?? 0
  const isOver = atStart > budget
  if (isOver) exceeded += 1
  const figures = [atStart, budget, all].map(inKilobytes).join(' ')
  console.log(`${id.padEnd(22)}${figures}${isOver ? '  over its budget' : ''}`)
}
console.log(`\nbundles: ${Object.keys(manifests).length}, over their budget: ${exceeded}`)
process.exitCode = exceeded === 0 ? 0 : 1
