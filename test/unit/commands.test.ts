import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { blocksOf, filledIn, pages, textOf, walkedThrough } from '../support/copied-commands.ts'

const root = join(import.meta.dirname, '../..')
const docs = join(root, 'docs')
const blocks = pages.flatMap(blocksOf)

/** What only GNU's tools take, or only a Mac's; and what the shell of a Mac is too old for. */
const ofOneSystem: readonly RegExp[] = [
  /\bdate\b[^|;)]* (-d|--date|-v)\b/,
  /\bxargs (-\w+ \S+ )*(-r|--no-run-if-empty|-d)\b/,
  /\bsed (-\w+ )*-i\b/,
  /\bgrep (-\w+ )*(-\w*P|--perl-regexp)\b/,
  /\breadlink -f\b/,
  /\bbase64 -(d|w)\b/,
  /(^|[|;(] *)(timeout|tac|shuf|numfmt|realpath|pbcopy|gdate) /m,
  /\bmktemp --/,
  /\bdeclare -A\b|\bmapfile\b|\$\{\w+(,,|\^\^)\}/,
]

const complaintsOf = (commands: string): string =>
  spawnSync('bash', ['-n'], { input: filledIn(commands), encoding: 'utf8' }).stderr

describe('the commands of the runbooks and of docs/deploy.md', () => {
  it('are all found', () => {
    const fences = pages.flatMap(page => textOf(page).match(/```sh$/gm) ?? [])
    expect(blocks).toHaveLength(fences.length)
    expect(blocks.length).toBeGreaterThan(40)
  })

  it.each(blocks)('can be read by a shell ($place)', ({ commands }) => {
    expect(complaintsOf(commands)).toBe('')
  })

  it.each(pages)(
    'go through a shell from the top of a page to its end, with all that they name set before (%s)',
    page => {
      const commands = blocksOf(page).map(block => block.commands)
      expect(walkedThrough(commands.join('\n'))).toMatchObject({ status: 0, complaints: '' })
    },
  )

  it.each(blocks)('are those of Linux and of a Mac alike ($place)', ({ commands }) => {
    expect(ofOneSystem.filter(word => word.test(commands))).toEqual([])
  })
})

/** Where CI runs each command of package.json in its smallest form, and how it is called there. */
const runBy: Readonly<Record<string, readonly [file: string, call: string]>> = {
  start: ['test/flow/commands.test.ts', "run('start'"],
  drill: ['test/flow/commands.test.ts', "run('drill'"],
  season: ['test/flow/commands.test.ts', "run('season'"],
  openapi: ['test/flow/commands.test.ts', "run('openapi'"],
  screenshots: ['test/flow/commands.test.ts', "run('screenshots'"],
  client: ['test/flow/client.test.ts', 'npm run client -- '],
  'make-survey': ['test/flow/readme.test.ts', '`(npm run make-survey -- '],
  prepare: ['.ci/run', 'npm ci'],
  test: ['.ci/run', 'npm test'],
  check: ['.ci/run', 'npm run check'],
  lint: ['scripts/check.ts', 'biome check --error-on-warnings'],
  synth: ['scripts/check.ts', 'cdk synth --quiet'],
  cost: ['scripts/check.ts', 'node scripts/cost.ts'],
  bench: ['scripts/check.ts', 'node scripts/bench.ts --quick'],
  sim: ['scripts/check.ts', 'node scripts/sim.ts'],
  mutation: ['scripts/check.ts', 'node --disable-warning=ExperimentalWarning scripts/mutation.ts'],
}

/** What CI does not run, and the page that says why, in these words. */
const leftOut: Readonly<Record<string, readonly [page: string, reason: string]>> = {
  'check:long': ['README.md', 'takes longer'],
  'test:cloud': ['README.md', 'comes from PyPI'],
  drift: ['docs/deploy.md', 'this asks the account what is there'],
}

describe('the commands of package.json', () => {
  const read = (file: string) => readFileSync(join(root, file), 'utf8')
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

  it('are each run by CI, or left out for a reason', () => {
    expect(Object.keys({ ...runBy, ...leftOut }).sort()).toEqual(Object.keys(scripts).sort())
    expect(Object.keys(runBy).filter(name => name in leftOut)).toEqual([])
  })

  it.each(Object.entries(runBy))('%s is run where it is said to be', (name, [file, call]) => {
    expect(read(file)).toContain(call)
    if (file === 'scripts/check.ts') expect(call.startsWith(scripts[name] ?? '')).toBe(true)
  })

  it.each(Object.entries(leftOut))('%s is left out for what a page says', (_, [page, reason]) => {
    expect(read(page)).toContain(reason)
  })

  it('are called by that name wherever a page calls them', () => {
    const pagesOfAll = [
      'README.md',
      ...readdirSync(docs, { recursive: true }).map(name => join('docs', `${name}`)),
    ]
    const called = pagesOfAll
      .filter(page => page.endsWith('.md'))
      .flatMap(page => [...read(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name))
    expect(called.length).toBeGreaterThan(20)
    expect(called.filter(name => !(name in scripts))).toEqual([])
  })
})
