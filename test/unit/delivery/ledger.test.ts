import { describe, expect, it } from 'vitest'
import type { ConsentEvent } from '../../../shared/consent/log.ts'
import { deliver } from '../../../shared/delivery/deliver.ts'
import { deliveryView } from '../../../shared/delivery/delivery.ts'
import { failed, given, key, receipt, started, traceId, withdrawn } from '../../support/builders.ts'
import { answering, arrived, due, later, unknown, untilQuiet } from './answering.ts'

const kept = {
  deliveryId: '99AA00_2026-2027_1',
  payload: '99AA00/2026-2027/payloads/1-00',
  ...receipt,
}

describe('the ledger and a delivery', () => {
  it('keeps nothing from being tried again where it cannot be reached: nothing is sent', async () => {
    const service = await due()
    const { inspectorate, sent } = answering([arrived])
    const makeDurable = async () => Promise.reject(new Error('S3 is away'))
    const events = { ...service.events, makeDurable }
    await expect(service.triggerDelivery(1, { inspectorate, events })).rejects.toThrow('away')
    expect(sent).toEqual([])
    await service.moveOn(120)
    await service.resumeDelivery({ inspectorate })
    expect(sent).toHaveLength(1)
  })

  it('has the receipt of what the inspectorate said had arrived, too', async () => {
    const service = await due()
    const { inspectorate } = answering([unknown, { kind: 'refused', status: 409 }], receipt)
    await service.triggerDelivery(1, { inspectorate })
    await untilQuiet(service, inspectorate)
    expect((await service.archive.kept(key)).receipt).toMatchObject(receipt)
  })

  it('is asked first: where it has the receipt nothing is sent, and the log says delivered', async () => {
    const service = await due()
    await service.archive.keepReceipt(key, kept)
    const { inspectorate, sent } = answering([later])
    await service.triggerDelivery(1, { inspectorate })
    expect(sent).toEqual([])
    const head = await service.head()
    expect(head.state).toMatchObject({ phase: 'delivered', receipt })
    expect(deliveryView(head)).toMatchObject({ attempts: 0 })
  })

  it('ends a delivery with the first receipt where its end could not be noted at first', async () => {
    const service = await due()
    const { inspectorate, sent } = answering([arrived])
    const append: typeof service.events.append = async record => {
      if (record.type === 'delivered') throw new Error('the table is away')
      return service.events.append(record)
    }
    await expect(
      service.triggerDelivery(1, { inspectorate, events: { ...service.events, append } }),
    ).rejects.toThrow()
    await service.moveOn(120)
    await service.resumeDelivery({ inspectorate })
    expect(sent).toHaveLength(1)
    expect((await service.head()).state).toMatchObject({ phase: 'delivered', attempts: 1, receipt })
  })

  it('stops a second delivery of a school year, whatever the table says', async () => {
    const service = await due()
    await service.archive.keepReceipt(key, { ...kept, deliveryId: '99AA00_2026-2027_7' })
    const { inspectorate, sent } = answering([arrived])
    await expect(service.triggerDelivery(1, { inspectorate })).rejects.toThrow(
      '99AA00_2026-2027_1 was delivered as 99AA00_2026-2027_7',
    )
    expect(sent).toEqual([])
  })
})

describe('a table that was restored and has not caught up', () => {
  it.each([
    { phase: 'given', events: [given()] },
    { phase: 'in-delivery', events: [given(), started()] },
  ] as const)('has nothing begun and nothing sent ($phase)', async ({ events }) => {
    const service = await due()
    if (events.length > 1) await service.happens(started())
    await service.moveOn(600)
    const { inspectorate, sent } = answering([arrived])
    const behind = { ...service.events, isCurrent: async () => false }
    await service.triggerDelivery(events.length, { inspectorate, events: behind })
    expect(sent).toEqual([])
    expect(await service.types()).toHaveLength(events.length)
    expect(service.log.codes).toEqual(['DELIVERY_IGNORED'])
    expect(service.deliveries.waiting()).toEqual([])
  })

  it('sends nothing of a delivery that was withdrawn, where it catches up while that is read', async () => {
    const service = await due()
    await deliver(service.ports, { ...key, version: 1, traceId })
    const { inspectorate, sent } = answering([arrived])
    const replayed = async (event: ConsentEvent) => service.events.makeDurable(await service.happens(event))
    const record: typeof service.events.record = async (of, version) => {
      const read = await service.events.record(of, version)
      if (version === 3) for (const event of [failed(), withdrawn()]) await replayed(event)
      return read
    }
    await deliver(
      { ...service.ports, inspectorate, events: { ...service.events, record } },
      { ...key, version: 2, traceId, attempt: 1 },
    )
    expect(sent).toEqual([])
    expect(service.log.codes).toEqual(['DELIVERY_STARTED', 'DELIVERY_IGNORED'])
  })
})
