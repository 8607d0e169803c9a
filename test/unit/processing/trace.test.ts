import { describe, expect, it } from 'vitest'
import { save } from '../../../shared/consent/save.ts'
import type { Instant } from '../../../shared/platform/time.ts'
import type { TraceId } from '../../../shared/platform/trace.ts'
import { context, jansen, key, may11, onTheDate, terms } from '../../support/builders.ts'
import { aService, type Service } from '../../support/service.ts'

const ofGiving = '11111111111111111111111111111111' as TraceId
const ofChanging = '22222222222222222222222222222222' as TraceId

const asks = async (service: Service, traceId: TraceId, at: Instant = may11): Promise<void> => {
  const head = await service.events.head(key)
  const startsFrom = head
    ? ({ kind: 'version', version: head.version } as const)
    : ({ kind: 'none-exists' } as const)
  const command = { kind: 'save', terms: terms(), by: jansen, at } as const
  const request = { command, startsFrom, sent: traceId, traceId }
  expect(await save(service.events, key, head, request, context())).toHaveProperty('saved')
  await service.processEvent(await service.head())
}

describe('the trace of a request', () => {
  it('finds all that it set going: event, mail, schedule, delivery, and what was logged', async () => {
    const service = await aService()
    await asks(service, ofGiving)
    expect(service.mailer.sent()).toMatchObject([{ traceId: ofGiving }])
    expect(service.schedules.planned()).toMatchObject([{ trigger: { traceId: ofGiving } }])

    await service.moveTo(onTheDate)
    await service.triggerDelivery(1)
    await service.processEvent(await service.head())
    const history = await service.events.history(key)
    expect(history.map(({ type, traceId }) => [type, traceId])).toEqual([
      ['given', ofGiving],
      ['delivery-started', ofGiving],
      ['delivered', ofGiving],
    ])
    expect(service.mailer.sent()).toMatchObject([{ traceId: ofGiving }, { traceId: ofGiving }])
    for (const { code, ids } of service.log.lines) expect(ids, code).toMatchObject({ traceId: ofGiving })
  })

  it('is that of the last save, for what follows from it', async () => {
    const service = await aService()
    await asks(service, ofGiving)
    await asks(service, ofChanging)
    expect(service.schedules.planned()).toMatchObject([{ trigger: { version: 2, traceId: ofChanging } }])
    await service.moveTo(onTheDate)
    await service.triggerDelivery(2)
    expect((await service.head()).traceId).toBe(ofChanging)
  })
})
