import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import { compared, diffOf, explainedIn, type Mutant, onThePage } from './mutation/explained.ts'
import { copyWithoutTypes } from './mutation/source.ts'

const CONFIG = 'scripts/mutation/stryker.config.json'
const PAGE = 'docs/mutants.md'

/** Of the files that are named, or of all. */
const asked = process.argv.slice(2)
const files = asked.length > 0 ? asked : globSync(JSON.parse(readFileSync(CONFIG, 'utf8')).mutate)

/** Tries every mutant in a copy of the project, which is mutated in place; what was not killed, of how many. */
const mutate = async (): Promise<{ mutants: number; survivors: readonly Mutant[] }> => {
  const project = process.cwd()
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'))
  // Also where it is interrupted.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  copyWithoutTypes(folder, files)
  process.chdir(folder)
  const results = await new Stryker({
    configFile: CONFIG,
    inPlace: true,
    mutate: [...files],
  }).runMutationTest()
  process.chdir(project)
  const survivors = results
    .filter(({ status }) => status !== 'Killed')
    .map(({ fileName, location: { start, end }, replacement = '' }) => {
      const file = relative(folder, fileName)
      return { file, diff: diffOf(readFileSync(file, 'utf8'), start, end, replacement) }
    })
  return { mutants: results.length, survivors }
}

const { mutants, survivors } = await mutate()
const { unexplained, stale } = compared(
  survivors,
  explainedIn(readFileSync(PAGE, 'utf8')).filter(({ file }) => files.includes(file)),
)
for (const mutant of unexplained)
  console.log(`\nNot killed, and not explained in ${PAGE}:\n${onThePage(mutant)}`)
for (const mutant of stale) console.log(`\nExplained in ${PAGE}, and killed or gone:\n${onThePage(mutant)}`)

const explained = survivors.length - unexplained.length
console.log(`mutants: ${mutants}, killed: ${mutants - survivors.length}, explained: ${explained}`)
process.exitCode = unexplained.length + stale.length === 0 ? 0 : 1
