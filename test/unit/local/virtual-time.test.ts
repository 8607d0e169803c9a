import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VirtualTime } from '../../../infra/local/virtual-time.ts'
import { type Instant, instantFrom, secondsAfter } from '../../../shared/platform/time.ts'

const start = instantFrom('2027-05-11T14:03:00+02:00')
const later = (seconds: number): Instant => secondsAfter(start, seconds)
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await null
}

describe('virtual time', () => {
  it('starts what is due at one moment in the order of asking, also what is asked for on the way', async () => {
    const time = new VirtualTime(start)
    const done: string[] = []
    time.at(later(1), () => {
      done.push('first')
      time.at(later(1), () => void done.push('third'))
      time.at(later(2), () => void done.push('fourth'))
    })
    time.at(later(1), () => void done.push('second'))
    await time.advance(later(2))
    expect(done).toEqual(['first', 'second', 'third', 'fourth'])
  })

  it('does not move on between work and what whoever awaited it starts next', async () => {
    const time = new VirtualTime(start)
    const seen: Instant[] = []
    const chain = async (): Promise<void> => {
      await time.run(() => turns(10))
      await time.run(() => turns(10))
      seen.push(time.clock())
    }
    time.at(later(1), () => void chain())
    time.at(later(2), () => {})
    await time.advance(later(3))
    expect(seen).toEqual([later(1)])
  })

  it('does at once, but not within the call, what is due now or was due before', async () => {
    const time = new VirtualTime(start)
    const done: string[] = []
    time.at(later(-5), () => void done.push('past'))
    time.at(start, () => void done.push('now'))
    expect(done).toEqual([])
    await time.idle()
    expect(done).toEqual(['past', 'now'])
  })

  it('takes one move of the clock after the other', async () => {
    const time = new VirtualTime(start)
    const seen: Instant[] = []
    time.at(later(1), async () => {
      await turns(50)
      seen.push(time.clock())
    })
    time.at(later(15), () => void seen.push(time.clock()))
    await Promise.all([time.advance(later(10)), time.advance(later(20)), time.idle()])
    expect(seen).toEqual([later(1), later(15)])
    expect(time.clock()).toBe(later(20))
    const late = [time.advance(later(40)), time.advance(later(30)), time.advance(later(50))]
    expect((await Promise.allSettled(late)).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
  })

  it('goes on past due work that fails, and throws its fault at the end', async () => {
    const time = new VirtualTime(start)
    const done: string[] = []
    time.at(later(1), () => {
      throw new Error('fault of the work')
    })
    time.at(later(2), () => void done.push('next'))
    await expect(time.advance(later(3))).rejects.toThrow('fault of the work')
    expect(done).toEqual(['next'])
    expect(time.clock()).toBe(later(3))
    await time.idle()
    for (const fault of ['one', 'two']) time.at(start, () => Promise.reject(new Error(fault)))
    await expect(time.idle()).rejects.toThrow(AggregateError)
  })

  it('does all that is due in the order of moments and of asking, whatever is cancelled', async () => {
    const asked = fc.array(fc.record({ seconds: fc.integer({ min: 1, max: 20 }), isCancelled: fc.boolean() }))
    await fc.assert(
      fc.asyncProperty(asked, async works => {
        const time = new VirtualTime(start)
        const done: number[] = []
        const cancels = works.map(({ seconds }, n) => time.at(later(seconds), () => void done.push(n)))
        works.forEach(({ isCancelled }, n) => {
          if (isCancelled) cancels[n]?.()
        })
        await time.advance(later(20))
        const expected = works
          .map(({ seconds, isCancelled }, n) => ({ seconds, isCancelled, n }))
          .filter(({ isCancelled }) => !isCancelled)
          .sort((a, b) => a.seconds - b.seconds || a.n - b.n)
        expect(done).toEqual(expected.map(({ n }) => n))
      }),
    )
  })
})
