import { describe, expect, it } from 'vitest'
import { changesBetween } from '../../../shared/directory/administrators.ts'

const dam = { name: 'M. van Dam', email: 'dam@bestuur.example' }
const amrani = { name: 'Y. Amrani', email: 'amrani@bestuur.example' }
const bakker = { name: 'R. Bakker', email: 'bakker@bestuur.example' }
const nothing = { added: [], removed: [], renamed: [] }

describe('between two lists of administrators', () => {
  it('some came and some went', () => {
    expect(changesBetween([dam, amrani], [dam, bakker])).toEqual({
      added: [bakker],
      removed: [amrani],
      renamed: [],
    })
    expect(changesBetween([], [dam])).toEqual({ ...nothing, added: [dam] })
  })

  it('somebody is named otherwise, who keeps the address', () => {
    const married = { ...dam, name: 'M. de Wit' }
    expect(changesBetween([dam], [married])).toEqual({
      ...nothing,
      renamed: [{ from: 'M. van Dam', to: 'M. de Wit' }],
    })
  })

  it('nothing changed by another order, or by the case of an address', () => {
    const shouted = { ...dam, email: 'DAM@Bestuur.example' }
    expect(changesBetween([dam, amrani], [amrani, shouted])).toEqual(nothing)
  })
})
