import { describe, expect, it } from 'vitest'
import { queryUnits, readUnits, storedBytes, writeUnits } from '../../../scripts/cost/table-units.ts'

const KILOBYTE = 1024
const item = { pk: 'p', sk: 's' }
const filled = (bytes: number) => ({ ...item, text: 'x'.repeat(bytes - 'pkpskstext'.length) })
const open = (openAt: string) => ({ ...item, open: 'effects', openAt })
const event = { ...item, schoolYear: '2026-2027', phase: 'given' }

describe('what a write costs', () => {
  it('is a unit for each kilobyte begun, of what was there or of what comes', () => {
    expect(writeUnits(undefined, filled(KILOBYTE))).toBe(1)
    expect(writeUnits(undefined, filled(KILOBYTE + 1))).toBe(2)
    expect(writeUnits(filled(KILOBYTE + 1), item)).toBe(2)
  })

  it('is one more for each index it comes into or leaves, and two where it moves in one', () => {
    expect(writeUnits(undefined, { ...event, ...open('1') })).toBe(3)
    expect(writeUnits(open('1'), item)).toBe(2)
    expect(writeUnits(open('1'), open('2'))).toBe(3)
  })

  it('is nothing for an index that has nothing of what changed', () => {
    expect(writeUnits(open('1'), { ...open('1'), effects: 'noted' })).toBe(1)
    expect(writeUnits(event, { ...event, effects: 'noted' })).toBe(1)
    expect(writeUnits(event, { ...event, phase: 'withdrawn' })).toBe(2)
  })
})

describe('what a read costs', () => {
  it('is a unit for four kilobytes of each item, or for one that is not there, and half where it may lag', () => {
    expect(readUnits([filled(4 * KILOBYTE)], 1, true)).toBe(1)
    expect(readUnits([filled(4 * KILOBYTE + 1)], 2, true)).toBe(3)
    expect(readUnits([item], 1, false)).toBe(0.5)
  })

  it('is that of the items together where there are many, and a unit at least where there are none or one is asked for', () => {
    expect(queryUnits(Array(6).fill(filled(KILOBYTE)), true)).toBe(1.5)
    expect(queryUnits([], false)).toBe(0.5)
    expect(queryUnits([item], true, 1)).toBe(1)
  })
})

describe('what is stored', () => {
  it('is the item and what indexes have of it, with a hundred bytes for each', () => {
    expect(storedBytes(item)).toBe(106)
    expect(storedBytes(event)).toBe(2 * (106 + 'schoolYear2026-2027phasegiven'.length))
  })
})
