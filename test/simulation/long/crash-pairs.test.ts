import { describe, expect, it } from 'vitest'
import { type CrashOperationName, crashOperations, crashPoints } from '../crash-points.ts'

const names = Object.keys(crashOperations) as CrashOperationName[]

describe('a function that dies, and dies again', () => {
  const play = crashPoints()

  it.each(names)(
    'at any two steps of I/O leaves nothing undone: %s',
    async name => {
      let pairs = 0
      const dies = async (at: readonly number[]): Promise<boolean> => {
        const { killed, faults } = await play(name, { at, moment: 'after' })
        expect(faults, `after steps ${at.join(' and ')}`).toEqual([])
        return killed === at.length
      }
      for (let first = 1; await dies([first]); first += 1)
        for (let second = first + 1; await dies([first, second]); second += 1) pairs += 1
      expect(pairs).toBeGreaterThan(10)
    },
    300_000,
  )
})
