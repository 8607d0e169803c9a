import { describe, expect, it } from 'vitest'
import { circuitBreaker } from '../../../shared/delivery/circuit-breaker.ts'
import type { AttemptOutcome } from '../../../shared/delivery/ports.ts'
import { onTheDate } from '../../support/builders.ts'
import { StoppedClock } from '../../support/doubles/clock.ts'
import { answering, arrived, later, notPosted, refused, unknown } from './answering.ts'

const bytes = Buffer.from('{}')
const asksLess: AttemptOutcome = { kind: 'later', status: 429, retryAfterSeconds: 120 }
const kept = { kind: 'kept-back', status: null }

const broken = (outcomes: readonly AttemptOutcome[]) => {
  const time = new StoppedClock(onTheDate)
  const { inspectorate, sent } = answering(outcomes)
  const breaker = circuitBreaker(inspectorate, time.clock)
  return { time, sent, breaker, deliver: () => breaker.deliver('id', bytes) }
}

/** That many deliveries, one after the other. */
const times = async (count: number, deliver: () => Promise<AttemptOutcome>) => {
  for (let number = 0; number < count; number += 1) await deliver()
}

describe('the circuit breaker', () => {
  it.each([later, unknown, notPosted])('sends nothing after three failures in a row ($kind)', async down => {
    const { sent, deliver, breaker } = broken([down])
    await times(3, deliver)
    expect(await deliver()).toEqual(kept)
    expect(sent).toHaveLength(3)
    expect(await breaker.find('id', bytes)).toBe('absent')
  })

  it('asks once in a quarter of a minute, by whoever comes first', async () => {
    const { time, sent, deliver } = broken([unknown])
    await times(3, deliver)
    time.moveOn(14)
    await deliver()
    expect(sent).toHaveLength(3)
    time.moveOn(1)
    expect(await Promise.all([deliver(), deliver()])).toEqual([unknown, kept])
    await deliver()
    expect(sent).toHaveLength(4)
  })

  it('counts the quarter from the end of an attempt that took long', async () => {
    const time = new StoppedClock(onTheDate)
    let sent = 0
    const slow = {
      deliver: async () => {
        sent += 1
        time.moveOn(20)
        return unknown
      },
      find: async () => 'unknown' as const,
    }
    const { deliver } = circuitBreaker(slow, time.clock)
    await times(4, () => deliver('id', bytes))
    expect(sent).toBe(3)
  })

  it('sends all again after one success', async () => {
    const { time, sent, deliver } = broken([later, later, later, arrived])
    await times(3, deliver)
    time.moveOn(15)
    await times(5, deliver)
    expect(sent).toHaveLength(8)
  })

  it.each([arrived, refused, asksLess])('takes any word for a sign of life (%j)', async alive => {
    const { sent, deliver } = broken([later, later, alive, later, later, alive])
    await times(6, deliver)
    expect(sent).toHaveLength(6)
  })
})
