import { describe, expect, it } from 'vitest'
import { deliveryView } from '../../../shared/delivery/delivery.ts'
import type { Inspectorate } from '../../../shared/delivery/ports.ts'
import { secondsAfter } from '../../../shared/platform/time.ts'
import { digestOf, key, onTheDate, otherResults, receipt, results, traceId } from '../../support/builders.ts'
import { answering, arrived, due, later, notPosted, refused, unknown, untilQuiet } from './answering.ts'

describe('an attempt that did not succeed', () => {
  it.each([later, unknown])('is repeated after a pause, and logs why ($kind)', async outcome => {
    const service = await due()
    const { inspectorate, sent } = answering([outcome, arrived])
    await service.triggerDelivery(1, { inspectorate })
    const head = await service.head()
    expect(head.state.phase).toBe('in-delivery')
    // Two minutes later the message counts as lost.
    expect(head.nextAttemptAt).toBe(secondsAfter(onTheDate, 23 + 120))
    expect(service.attempts.waiting()).toEqual([
      { trigger: { ...key, version: 2, traceId, attempt: 2 }, delaySeconds: 23 },
    ])
    expect(service.log.codes).toEqual(['DELIVERY_STARTED', 'DELIVERY_POSTPONED'])
    expect(service.log.lines.at(-1)?.ids).toMatchObject({ outcome: outcome.kind, status: outcome.status })
    await untilQuiet(service, inspectorate)
    expect(sent).toHaveLength(2)
    expect((await service.head()).state).toMatchObject({ phase: 'delivered', attempts: 2 })
  })

  it('is repeated with the same name and the same bytes, whatever the results are by then', async () => {
    const service = await due()
    const { inspectorate, sent } = answering([later, unknown, later, arrived])
    await service.triggerDelivery(1, { inspectorate })
    await service.importFigures(otherResults)
    await untilQuiet(service, inspectorate)
    expect(sent).toHaveLength(4)
    expect(new Set(sent).size).toBe(1)
    expect(sent[0]).toMatch(/^99AA00_2026-2027_1 /)
    expect((await service.head()).state.consent.reportDigest).toBe(digestOf(results))
  })

  it('is not repeated before its pause is over, whoever triggers it', async () => {
    const service = await due()
    const { inspectorate, sent } = answering([later, arrived])
    await service.triggerDelivery(1, { inspectorate })
    await service.moveOn(22)
    await service.triggerDelivery(2, { inspectorate })
    await service.resumeDelivery({ inspectorate })
    expect(sent).toHaveLength(1)
    await service.moveOn(1)
    await service.makeAttempts({ inspectorate })
    expect(sent).toHaveLength(2)
  })

  it('is repeated once, where its message comes twice at once, and again later', async () => {
    const service = await due()
    const { inspectorate, sent } = answering([later])
    await service.triggerDelivery(1, { inspectorate })
    const message = service.attempts.waiting()[0]!.trigger
    for (const delay of [23, 23, 600]) await service.attempts.send(message, delay)
    await service.moveOn(23)
    await Promise.all([service.makeAttempts({ inspectorate }), service.makeAttempts({ inspectorate })])
    expect(sent).toHaveLength(2)
    await service.moveOn(600)
    expect(service.attempts.take()).toMatchObject({ attempt: 3 })
    await service.makeAttempts({ inspectorate })
    expect(sent).toHaveLength(2)
  })

  it('is left to whoever took the delivery up meanwhile', async () => {
    const service = await due()
    const slow: Inspectorate = {
      deliver: async () => {
        await service.moveOn(120)
        await service.resumeDelivery()
        return { kind: 'unknown', status: null }
      },
      find: async () => 'absent',
    }
    await service.triggerDelivery(1, { inspectorate: slow })
    expect(await service.types()).toEqual(['given', 'delivery-started', 'delivered'])
    expect(service.attempts.waiting()).toEqual([])
  })

  it('counts only where something was posted', async () => {
    const service = await due()
    const { inspectorate } = answering([notPosted, later, notPosted, unknown, arrived])
    await service.triggerDelivery(1, { inspectorate })
    expect(deliveryView(await service.head())).toMatchObject({ status: 'in-progress', attempts: 0 })
    await untilQuiet(service, inspectorate)
    expect((await service.head()).state).toMatchObject({ phase: 'delivered', attempts: 3 })
  })
})

describe('a delivery that the inspectorate refuses', () => {
  it('failed, once it says that nothing has arrived', async () => {
    const service = await due()
    await service.triggerDelivery(1, answering([refused], 'absent'))
    expect((await service.head()).state).toMatchObject({
      phase: 'delivery-failed',
      attempts: 1,
      receipt: null,
    })
    expect(service.log.lines.at(-1)).toMatchObject({
      level: 'error',
      code: 'DELIVERY_FAILED',
      ids: { ...key, version: 2, status: 422 },
    })
    expect(service.attempts.waiting()).toEqual([])
  })

  it('was delivered, where an earlier attempt whose answer was lost had arrived', async () => {
    const service = await due()
    const { inspectorate } = answering([unknown, refused], receipt)
    await service.triggerDelivery(1, { inspectorate })
    await untilQuiet(service, inspectorate)
    expect((await service.head()).state).toMatchObject({ phase: 'delivered', receipt, attempts: 2 })
  })

  it('is not said to have failed while the inspectorate does not say what arrived', async () => {
    const service = await due()
    await service.triggerDelivery(1, answering([refused], 'unknown'))
    expect((await service.head()).state.phase).toBe('in-delivery')
    expect(service.attempts.waiting()).toHaveLength(1)
  })

  it('is not said to have failed while an earlier request may still arrive, nor sent again', async () => {
    const service = await due()
    const { inspectorate, sent } = answering([unknown, refused, arrived], 'absent')
    await service.triggerDelivery(1, { inspectorate })
    const unansweredAt = service.clock()
    await service.resumeDelivery({ inspectorate })
    expect((await service.head()).state.phase).toBe('in-delivery')
    await untilQuiet(service, inspectorate)
    expect((await service.head()).state).toMatchObject({ phase: 'delivery-failed', attempts: 2 })
    expect(service.clock() >= secondsAfter(unansweredAt, 300)).toBe(true)
    expect(sent).toHaveLength(2)
    expect(service.log.lines.at(-1)).toMatchObject({ code: 'DELIVERY_FAILED', ids: { status: 422 } })
  })

  it.each([later, notPosted, { kind: 'kept-back', status: null } as const])(
    'failed at once, where all requests before it were answered or never sent ($kind)',
    async outcome => {
      const service = await due()
      const { inspectorate } = answering([outcome, refused])
      await service.triggerDelivery(1, { inspectorate })
      await service.resumeDelivery({ inspectorate })
      await service.moveTo((await service.head()).nextAttemptAt!)
      await service.resumeDelivery({ inspectorate })
      expect((await service.head()).state.phase).toBe('delivery-failed')
    },
  )
})

describe('a delivery that arrived, and to which no clear answer comes any more', () => {
  const asksForTime = { kind: 'later', status: 429, retryAfterSeconds: 30 } as const
  it.each([
    { what: '5xx', answers: { kind: 'unknown', status: 503 } as const },
    { what: '5xx, asked for again soon', answers: { ...asksForTime, kind: 'unknown', status: 503 } as const },
    { what: 'nothing', answers: unknown },
    { what: '429', answers: asksForTime },
    { what: 'no connection', answers: later },
  ])('is asked about once sending again has not helped for five minutes ($what)', async ({ answers }) => {
    const service = await due()
    const { inspectorate, sent } = answering([unknown, answers], receipt)
    await service.triggerDelivery(1, { inspectorate })
    await untilQuiet(service, inspectorate)
    const { state, at } = await service.head()
    expect(state).toMatchObject({ phase: 'delivered', receipt, attempts: sent.length })
    expect(at >= secondsAfter(onTheDate, 300) && at < secondsAfter(onTheDate, 1200)).toBe(true)
  })

  it.each([
    { what: 'nothing was sent', answers: [unknown, notPosted, { kind: 'kept-back', status: null }] as const },
    { what: 'every answer was clear', answers: [asksForTime, later, asksForTime] },
  ])('is not asked about where $what', async ({ answers }) => {
    const service = await due()
    const { inspectorate } = answering(answers, receipt)
    await service.triggerDelivery(1, { inspectorate })
    await untilQuiet(service, inspectorate, 20)
    expect((await service.head()).state.phase).toBe('in-delivery')
  })
})
