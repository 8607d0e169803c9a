import { describe, expect, it } from 'vitest'
import { campaign } from './campaign.ts'
import { simulator } from './history.ts'

describe('the simulator', () => {
  it('finds nothing wrong, whatever the number of threads', async () => {
    const of = (workers: number) => campaign({ seed: 2027, histories: 200, workers })
    const found = await of(2)
    expect(found.findings).toEqual([])
    expect(found.histories).toBe(200)
    // It is not an empty environment that nothing goes wrong in.
    expect(found.totals.deliveries).toBeGreaterThan(100)
    expect(found.totals.steps).toBeGreaterThan(200 * 20)
    expect(await of(1)).toEqual(found)
  }, 60_000)

  it('plays a history the same way every time, whatever was played before', async () => {
    const traced = { isTraced: true } as const
    const [one, other] = [simulator(), simulator()]
    let lines = 0
    for (const index of [3, 8, 21, 34]) {
      const first = await one.run(7, index, traced)
      await other.run(7, index + 1)
      expect(await other.run(7, index, traced)).toEqual(first)
      lines += first.trace.length
    }
    expect(lines).toBeGreaterThan(100)
  }, 60_000)
})
