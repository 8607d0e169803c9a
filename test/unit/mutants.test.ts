import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { explainedIn } from '../../scripts/mutation/explained.ts'

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8')

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
