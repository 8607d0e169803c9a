import { describe, expect, it } from 'vitest'
import { type CrashOperationName, crashOperations, crashPoints, type Deaths } from './crash-points.ts'

const names = Object.keys(crashOperations) as CrashOperationName[]

describe('a function that dies', () => {
  const play = crashPoints()

  it.each(names)(
    'at any step of I/O leaves nothing undone: %s',
    async name => {
      let deaths = 0
      const dies = async (at: number, moment: Deaths['moment']): Promise<boolean> => {
        const { killed, faults } = await play(name, { at: [at], moment })
        expect(faults, `${moment} step ${at}`).toEqual([])
        deaths += killed
        return killed > 0
      }
      for (let at = 1; await dies(at, 'before'); at += 1);
      for (let at = 1; await dies(at, 'after'); at += 1);
      expect(deaths).toBeGreaterThanOrEqual(8)
    },
    60_000,
  )
})
