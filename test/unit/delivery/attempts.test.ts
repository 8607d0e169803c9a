import { describe, expect, it } from 'vitest'
import { deliveryView } from '../../../shared/delivery/delivery.ts'
import type { AttemptOutcome, Inspectorate } from '../../../shared/delivery/ports.ts'
import { secondsAfter } from '../../../shared/platform/time.ts'
import {
  digestOf,
  given,
  key,
  onTheDate,
  otherResults,
  receipt,
  results,
  retried,
  started,
} from '../../support/builders.ts'
import { aService, type Service } from '../../support/service.ts'

const WEEK = 7 * 24 * 3600

const due = async (): Promise<Service> => {
  const service = await aService({ now: onTheDate })
  await service.happened(given())
  return service
}

/** An inspectorate that answers as told, the last answer again and again, and remembers what it was sent. */
const answering = (
  outcomes: readonly AttemptOutcome[],
  found: Awaited<ReturnType<Inspectorate['find']>> = 'absent',
) => {
  const sent: string[] = []
  const inspectorate: Inspectorate = {
    deliver: async (deliveryId, bytes) => {
      sent.push(`${deliveryId} ${Buffer.from(bytes).toString()}`)
      return outcomes[Math.min(sent.length, outcomes.length) - 1]!
    },
    find: async () => found,
  }
  return { inspectorate, sent }
}

const arrived: AttemptOutcome = { kind: 'delivered', receipt }
const refused: AttemptOutcome = { kind: 'refused', status: 422 }
const later: AttemptOutcome = { kind: 'later', retryAfterSeconds: null }
const unknown: AttemptOutcome = { kind: 'unknown' }

/** Lets the queue wake the delivery as often as it asks, each time after the delay it asks for. */
const untilQuiet = async (service: Service, inspectorate: Inspectorate, most = 5000): Promise<void> => {
  for (let turn = 0; turn < most; turn += 1) {
    const message = service.queue.sent.shift()
    if (!message) return
    service.time.moveOn(message.delaySeconds)
    await service.wake(message.wakeUp.version, { inspectorate })
  }
}

describe('an attempt that did not succeed', () => {
  it.each([later, unknown])('is repeated after a pause ($kind)', async outcome => {
    const service = await due()
    const { inspectorate, sent } = answering([outcome, arrived])
    await service.wake(1, { inspectorate })
    const head = await service.head()
    expect(head.state.phase).toBe('in-delivery')
    expect(head.openAt).toBe(secondsAfter(onTheDate, 23))
    expect(service.queue.sent).toEqual([
      { wakeUp: expect.objectContaining({ ...key, version: 2 }), delaySeconds: 23 },
    ])
    expect(service.log.codes).toEqual(['DELIVERY_STARTED', 'DELIVERY_POSTPONED'])
    await untilQuiet(service, inspectorate)
    expect(sent).toHaveLength(2)
    expect((await service.head()).state).toMatchObject({ phase: 'delivered', attempts: 2 })
  })

  it('is repeated with the same name and the same bytes, whatever the results are by then', async () => {
    const service = await due()
    const { inspectorate, sent } = answering([later, unknown, later, arrived])
    await service.wake(1, { inspectorate })
    await service.importFigures(otherResults)
    await untilQuiet(service, inspectorate)
    expect(sent).toHaveLength(4)
    expect(new Set(sent).size).toBe(1)
    expect(sent[0]).toMatch(/^99AA00_2026-2027_1 /)
    expect((await service.head()).state.consent.reportDigest).toBe(digestOf(results))
  })

  it('is not repeated before its pause is over, whoever wakes it', async () => {
    const service = await due()
    const { inspectorate, sent } = answering([later, arrived])
    await service.wake(1, { inspectorate })
    service.time.moveOn(22)
    await service.wake(2, { inspectorate })
    expect(sent).toHaveLength(1)
    service.time.moveOn(1)
    await service.wake(2, { inspectorate })
    expect(sent).toHaveLength(2)
  })

  it('waits as long as the inspectorate asks, up to ten minutes', async () => {
    const asked = async (retryAfterSeconds: number) => {
      const service = await due()
      await service.wake(1, answering([{ kind: 'later', retryAfterSeconds }]))
      return service.queue.sent[0]!.delaySeconds
    }
    expect(await asked(5)).toBe(23)
    expect(await asked(120)).toBe(120)
    expect(await asked(86_400)).toBe(600)
  })

  it('is repeated by one worker where two come at once', async () => {
    const service = await due()
    const { inspectorate, sent } = answering([later, arrived])
    await service.wake(1, { inspectorate })
    service.time.moveOn(23)
    await Promise.all([service.wake(2, { inspectorate }), service.wake(2, { inspectorate })])
    expect(sent).toHaveLength(2)
  })

  it('is left to whoever took the delivery up meanwhile', async () => {
    const service = await due()
    const slow: Inspectorate = {
      deliver: async () => {
        service.time.moveOn(120)
        await service.wake(2)
        return { kind: 'unknown' }
      },
      find: async () => 'absent',
    }
    await service.wake(1, { inspectorate: slow })
    expect(await service.types()).toEqual(['given', 'delivery-started', 'delivered'])
    expect(service.queue.sent).toEqual([])
  })

  it('and its worker is taken up by another after two minutes', async () => {
    const service = await aService({ now: onTheDate })
    await service.happened(given())
    const { inspectorate } = service
    inspectorate.deliver = async () => {
      throw new Error('the process died')
    }
    await expect(service.wake(1)).rejects.toThrow('died')
    const { inspectorate: well, sent } = answering([arrived])
    service.time.moveOn(119)
    await service.wake(2, { inspectorate: well })
    expect(sent).toEqual([])
    service.time.moveOn(1)
    await service.wake(2, { inspectorate: well })
    expect(sent).toHaveLength(1)
    expect((await service.head()).state.attempts).toBe(2)
  })

  it('is shown as an attempt while the delivery is under way', async () => {
    const service = await due()
    await service.wake(1, answering([later]))
    expect(deliveryView(await service.head())).toMatchObject({ status: 'in-progress', attempts: 1 })
  })
})

describe('a delivery that the inspectorate refuses', () => {
  it('failed, once it says that nothing has arrived', async () => {
    const service = await due()
    await service.wake(1, answering([refused], 'absent'))
    expect((await service.head()).state).toMatchObject({
      phase: 'delivery-failed',
      attempts: 1,
      receipt: null,
    })
    expect(service.log.logged.at(-1)).toEqual({
      level: 'error',
      code: 'DELIVERY_FAILED',
      ids: { ...key, version: 2, status: 422 },
    })
    expect(service.queue.sent).toEqual([])
  })

  it('was delivered, where an earlier attempt whose answer was lost had arrived', async () => {
    const service = await due()
    const { inspectorate } = answering([unknown, refused], receipt)
    await service.wake(1, { inspectorate })
    await untilQuiet(service, inspectorate)
    expect((await service.head()).state).toMatchObject({ phase: 'delivered', receipt, attempts: 2 })
  })

  it('is not said to have failed while the inspectorate does not say what arrived', async () => {
    const service = await due()
    await service.wake(1, answering([refused], 'unknown'))
    expect((await service.head()).state.phase).toBe('in-delivery')
    expect(service.queue.sent).toHaveLength(1)
  })
})

describe('an outage of the inspectorate', () => {
  const outage = async (seconds: number, during: AttemptOutcome, found?: Parameters<typeof answering>[1]) => {
    const service = await due()
    const ends = secondsAfter(onTheDate, seconds)
    const { inspectorate, sent } = answering([during], found)
    const deliver: Inspectorate['deliver'] = async (id, bytes) => {
      const outcome = await inspectorate.deliver(id, bytes)
      return service.clock() < ends ? outcome : arrived
    }
    await service.wake(1, { inspectorate: { ...inspectorate, deliver } })
    await untilQuiet(service, { ...inspectorate, deliver })
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

  it('that outlasts it in silence goes on: nobody knows whether it arrived', async () => {
    const { head, ends } = await outage(WEEK + 86_400, unknown, 'unknown')
    expect(head.state.phase).toBe('delivered')
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
    await service.wake(1, { inspectorate })
    await service.importFigures(otherResults)
    await service.happens(retried())
    service.time.moveTo('2027-07-02T09:00:00Z')
    await service.wake(4, { inspectorate })
    expect(sent).toHaveLength(2)
    expect(new Set(sent).size).toBe(1)
    expect((await service.head()).state).toMatchObject({ phase: 'delivered', attempts: 2 })
  })

  it('has seven days again', async () => {
    const service = await due()
    const { inspectorate } = answering([refused, later, later, arrived])
    await service.wake(1, { inspectorate })
    service.time.moveOn(2 * WEEK)
    await service.happens(retried(service.clock()))
    await service.wake(4, { inspectorate })
    await untilQuiet(service, inspectorate)
    expect((await service.head()).state).toMatchObject({ phase: 'delivered', attempts: 4 })
  })

  it('may fail again', async () => {
    const service = await due()
    const { inspectorate } = answering([refused])
    await service.wake(1, { inspectorate })
    await service.happens(retried(service.clock()))
    await service.wake(4, { inspectorate })
    expect(await service.types()).toEqual([
      'given',
      'delivery-started',
      'delivery-failed',
      'delivery-retried',
      'delivery-failed',
    ])
    expect((await service.head()).state.attempts).toBe(2)
  })
})

describe('a delivery whose bytes are gone from the archive', () => {
  it('is not made up anew: it is a fault that someone must look at', async () => {
    const service = await aService({ now: onTheDate })
    await service.happened(given(), started())
    service.time.moveOn(120)
    const { inspectorate, sent } = answering([arrived])
    await expect(service.wake(2, { inspectorate })).rejects.toThrow('99AA00_2026-2027_1')
    expect(sent).toEqual([])
    expect((await service.head()).state.phase).toBe('in-delivery')
  })
})
