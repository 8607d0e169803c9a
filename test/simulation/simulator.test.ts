import { describe, expect, it } from 'vitest'
import { campaign } from './campaign.ts'
import { simulator } from './history.ts'

describe('the simulator', () => {
  it('finds nothing wrong', async () => {
    const { histories, findings, totals } = await campaign({ seed: 2027, histories: 400, workers: 2 })
    expect(findings).toEqual([])
    expect(histories).toBe(400)
    // It is not an empty environment that nothing goes wrong in.
    expect(totals.deliveries).toBeGreaterThan(200)
    expect(totals.steps).toBeGreaterThan(400 * 20)
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

  it('answers the same whatever the number of threads', async () => {
    const of = (workers: number) => campaign({ seed: 4, histories: 80, workers })
    expect(await of(2)).toEqual(await of(1))
  }, 60_000)
})
