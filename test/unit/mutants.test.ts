import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compared, diffOf, explainedIn, type Mutant, onThePage } from '../../scripts/mutation/explained.ts'

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8')

const mutant: Mutant = { file: 'shared/a.ts', diff: '- a < b\n+ a <= b' }
const other: Mutant = { ...mutant, diff: '- a < b\n+ a > b' }
const explained = explainedIn(`# Title\n\nWords.\n\n${onThePage(mutant)}\nThey are never equal.\n`)

describe('a mutant', () => {
  it('that was not killed is an error until it is explained', () => {
    expect(compared([mutant, other], explained)).toEqual({ unexplained: [other], stale: [] })
    expect(compared([mutant], explainedIn(onThePage(mutant))).unexplained).toEqual([mutant])
  })

  it('that is explained is an error once it is killed or gone', () => {
    expect(compared([], explained)).toEqual({
      unexplained: [],
      stale: [{ ...mutant, why: 'They are never equal.' }],
    })
  })

  it('is explained for one place: the same change in another file, or once more, is another', () => {
    const elsewhere = { ...mutant, file: 'shared/b.ts' }
    expect(compared([mutant, elsewhere, mutant], explained).unexplained).toEqual([elsewhere, mutant])
  })

  it('is shown by its whole lines, before and after', () => {
    const source = 'if (x)\n  return a <\n    b\n'
    expect(diffOf(source, { line: 2, column: 10 }, { line: 3, column: 6 }, 'true')).toBe(
      '- return a <\n-   b\n+ return true',
    )
  })
})

describe('the page of mutants', () => {
  const page = explainedIn(read('docs/mutants.md'))

  it('says why of each', () => {
    expect(page.filter(({ why }) => why === '')).toEqual([])
  })

  it.each(page)('speaks of what stands in $file', ({ file, diff }) => {
    const lines = read(file)
      .split('\n')
      .map(line => line.trim())
    const before = [...diff.matchAll(/^- +(.*)$/gm)].map(([, line]) => line)
    expect(lines.join('\n')).toContain(before.join('\n'))
  })
})
