import { describe, expect, it } from 'vitest'
import type { AttemptOutcome, Inspectorate } from '../../../shared/delivery/ports.ts'
import { secondsAfter } from '../../../shared/platform/time.ts'
import { given, onTheDate, otherResults, receipt, retried, started } from '../../support/builders.ts'
import { aService } from '../../support/service.ts'
import { answering, arrived, due, later, refused, unknown, untilQuiet } from './answering.ts'

const WEEK = 7 * 24 * 3600

describe('an outage of the inspectorate', () => {
  const outage = async (seconds: number, during: AttemptOutcome, found?: Parameters<typeof answering>[1]) => {
    const service = await due()
    const ends = secondsAfter(onTheDate, seconds)
    const { inspectorate, sent } = answering([during], found)
    const deliver: Inspectorate['deliver'] = async (id, bytes) => {
      const outcome = await inspectorate.deliver(id, bytes)
      return service.clock() < ends ? outcome : arrived
    }
    const find: Inspectorate['find'] = async (id, bytes) => {
      const answer = await inspectorate.find(id, bytes)
      return service.clock() >= ends && answer === 'unknown' ? 'absent' : answer
    }
    await service.triggerDelivery(1, { inspectorate: { deliver, find } })
    await untilQuiet(service, { deliver, find })
    return { head: await service.head(), ends, sent }
  }

  it.each([later, unknown])(
    'of seven days loses nothing, and all is delivered within 15 minutes ($kind)',
    async during => {
      const { head, ends, sent } = await outage(WEEK, during)
      expect(head.state.phase).toBe('delivered')
      expect(head.at <= secondsAfter(ends, 900)).toBe(true)
      expect(new Set(sent).size).toBe(1)
      expect(head.state.attempts).toBe(sent.length)
    },
  )

  it('that outlasts it by a day ends in failure, once the inspectorate says that nothing has arrived', async () => {
    const { head, ends } = await outage(WEEK + 86_400, unknown, 'absent')
    expect(head.state.phase).toBe('delivery-failed')
    expect(head.at < ends).toBe(true)
  })

  it('that outlasts it in silence is a failure only when it ends, and nothing has arrived', async () => {
    const { head, ends } = await outage(WEEK + 86_400, unknown, 'unknown')
    expect(head.state.phase).toBe('delivery-failed')
    expect(head.at >= ends).toBe(true)
  })

  it('that outlasts it after the delivery had arrived is a delivery', async () => {
    const { head } = await outage(WEEK + 86_400, later, receipt)
    expect(head.state).toMatchObject({ phase: 'delivered', receipt })
  })
})

describe('a failed delivery that an operator tries again', () => {
  it('goes out under the same name with the same bytes, and counts on', async () => {
    const service = await due()
    const { inspectorate, sent } = answering([refused, arrived])
    await service.triggerDelivery(1, { inspectorate })
    await service.importFigures(otherResults)
    await service.happens(retried())
    await service.moveTo('2027-07-02T09:00:00Z')
    await service.resumeDelivery({ inspectorate })
    expect(sent).toHaveLength(2)
    expect(new Set(sent).size).toBe(1)
    expect((await service.head()).state).toMatchObject({ phase: 'delivered', attempts: 2 })
  })
})

describe('a delivery whose bytes are gone from the archive', () => {
  it('is not made up anew: it is a fault that someone must look at', async () => {
    const service = await aService({ now: onTheDate })
    await service.happened(given(), started())
    await service.moveOn(120)
    const { inspectorate, sent } = answering([arrived])
    await expect(service.resumeDelivery({ inspectorate })).rejects.toThrow('99AA00_2026-2027_1')
    expect(sent).toEqual([])
    expect((await service.head()).state.phase).toBe('in-delivery')
  })
})
