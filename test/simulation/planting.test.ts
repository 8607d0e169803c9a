import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plantedBugs } from './planted/bugs/index.ts'
import { edited } from './planted/planting.ts'

const root = join(import.meta.dirname, '../..')

describe('planted bugs', () => {
  it('are many, and each has a name of its own', () => {
    expect(plantedBugs.length).toBeGreaterThanOrEqual(30)
    expect(new Set(plantedBugs.map(({ name }) => name)).size).toBe(plantedBugs.length)
  })

  it.each(plantedBugs)('stand in the sources as they are: $name', ({ edits }) => {
    for (const edit of edits) {
      const source = readFileSync(join(root, edit.file), 'utf8')
      expect(edited(source, edit)).not.toBe(source)
    }
  })

  it('are refused where the sources do not hold them exactly once', () => {
    const edit = { file: 'a.ts', find: 'one', replace: 'two' }
    expect(() => edited('nothing', edit)).toThrow('exactly once')
    expect(() => edited('one one', edit)).toThrow('exactly once')
    expect(edited('one', edit)).toBe('two')
  })
})
