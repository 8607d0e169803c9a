import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OutputChunk } from 'rolldown'
import { bundle } from '../infra/bundle.ts'
import { manifests } from '../infra/manifests.ts'

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
for (const [id, { bytesAtStart: budget }] of Object.entries(manifests)) {
  const { atStart, all } = await sizesOf(id)
  const isOver = atStart > budget
  if (isOver) exceeded += 1
  const figures = [atStart, budget, all].map(inKilobytes).join(' ')
  console.log(`${id.padEnd(22)}${figures}${isOver ? '  over its budget' : ''}`)
}
console.log(`\nbundles: ${Object.keys(manifests).length}, over their budget: ${exceeded}`)
process.exitCode = exceeded === 0 ? 0 : 1
