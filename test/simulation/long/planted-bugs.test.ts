import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { plantedBugs } from '../planted/bugs/index.ts'
import { type Found, lookForAll, search } from '../planted/table.ts'

const documented = readFileSync(join(import.meta.dirname, '../../../docs/simulator.md'), 'utf8')

describe('planted bugs', () => {
  const found = new Map<string, Found>()

  beforeAll(() => lookForAll(2, one => found.set(one.name, one)), 1_200_000)

  it.each(plantedBugs)(`are found within ${search.histories} histories: $name`, ({ name }) => {
    expect(found.get(name)?.index).toBeTypeOf('number')
  })

  it('stand in the table of the documentation, all of them and no other', () => {
    const rows = [...documented.matchAll(/^\| (.+?) \| \d+ \| .+ \|$/gm)].map(([, name]) => name)
    expect(rows).toEqual(plantedBugs.map(({ name }) => name))
  })
})
