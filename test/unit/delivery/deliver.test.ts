import { describe, expect, it } from 'vitest'
import { deliver } from '../../../shared/delivery/deliver.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import {
  changed,
  digestOf,
  endingIn,
  given,
  key,
  onTheDate,
  otherResults,
  phases,
  resultsChanged,
  smallGroupsOnly,
  terms,
  traceId,
  withdrawn,
} from '../../support/builders.ts'
import { interrupted, overtakenAt } from '../../support/interrupted.ts'
import { aService, type Service } from '../../support/service.ts'
import { proZo } from '../monitoring/survey.ts'
import { due } from './answering.ts'

const lastMoment = instantFrom('2027-06-30T21:59:59.999Z')
const midnight = instantFrom('2027-06-30T22:00:00.000Z')

/** How many POSTs a delivery takes. */
const counted = (service: Service) => {
  const calls: string[] = []
  const { inspectorate } = interrupted({ inspectorate: service.inspectorate }, async call => {
    calls.push(call)
  })
  return { inspectorate, posts: () => calls.filter(call => call === 'inspectorate.deliver').length }
}

/** What happens between reading the log and the first append. */
const overtakenBy = ({ events }: Service, happens: () => Promise<unknown>) =>
  overtakenAt({ events }, 'events.append', happens).events

const payloads = async ({ inspectorate }: Service) =>
  (await inspectorate.accepted()).map(({ payload }) => JSON.parse(payload))

describe('a delivery on its date', () => {
  it('sends the report of the consent once, and keeps the receipt', async () => {
    const service = await due()
    const { inspectorate, posts } = counted(service)
    await service.triggerDelivery(1, { inspectorate })
    expect(posts()).toBe(1)
    expect(await service.types()).toEqual(['given', 'delivery-started', 'delivered'])
    expect(await payloads(service)).toMatchObject([
      { deliveryId: '99AA00_2026-2027_1', consent: { version: 1 }, report: { level: 'education-type' } },
    ])
    expect((await service.head()).state).toMatchObject({
      phase: 'delivered',
      attempts: 1,
      receipt: { receiptId: 'IVO-1', receivedAt: onTheDate },
    })
    expect(service.log.codes).toEqual(['DELIVERY_STARTED', 'DELIVERED'])
  })

  it('may start from 00:00 and not a millisecond before', async () => {
    const early = await due({ now: lastMoment })
    await early.triggerDelivery()
    expect(await early.types()).toEqual(['given'])
    expect(early.log.codes).toEqual(['DELIVERY_IGNORED'])
    const open = await due({ now: midnight })
    await open.triggerDelivery()
    expect(await open.types()).toContain('delivered')
  })

  it('is triggered by its own version only: a stale schedule triggers in vain', async () => {
    const service = await aService({ now: onTheDate })
    await service.happened(given(), changed())
    await service.triggerDelivery(1)
    await service.triggerDelivery(3)
    expect(await service.types()).toEqual(['given', 'changed'])
    await service.triggerDelivery(2)
    expect(await payloads(service)).toMatchObject([{ deliveryId: '99AA00_2026-2027_2' }])
  })

  it('is not begun by a message for an attempt, which another log of that version had', async () => {
    const service = await due()
    await deliver(service.ports, { ...key, version: 1, traceId, attempt: 1 })
    expect(await service.types()).toEqual(['given'])
    expect(service.log.codes).toEqual(['DELIVERY_IGNORED'])
  })

  it('does not happen where no consent was ever given', async () => {
    const service = await aService({ now: onTheDate })
    await service.triggerDelivery(1)
    expect(await service.types()).toEqual([])
  })

  it.each(phases.filter(phase => phase !== 'given' && phase !== 'in-delivery'))(
    'does not happen once it is %s',
    async phase => {
      const service = await aService({ now: instantFrom('2027-07-05T06:00:00Z') })
      await service.happened(...endingIn[phase])
      await service.triggerDelivery()
      expect(await service.types()).toHaveLength(endingIn[phase].length)
      expect(await service.inspectorate.accepted()).toEqual([])
    },
  )

  it('happens once, however often and by how many it is triggered', async () => {
    const service = await due()
    const { inspectorate, posts } = counted(service)
    await Promise.all([
      service.triggerDelivery(1, { inspectorate }),
      service.triggerDelivery(1, { inspectorate }),
    ])
    await service.triggerDelivery(1, { inspectorate })
    await service.triggerDelivery(2, { inspectorate })
    expect(posts()).toBe(1)
    expect(await service.types()).toEqual(['given', 'delivery-started', 'delivered'])
  })
})

describe('a withdrawal in the instant in which the delivery starts', () => {
  it('that is written first is never followed by a delivery', async () => {
    const service = await due()
    const events = overtakenBy(service, () => service.happens(withdrawn('2027-06-30T21:59:59.999Z')))
    await service.triggerDelivery(1, { events })
    expect(await service.types()).toEqual(['given', 'withdrawn'])
    expect(await service.inspectorate.accepted()).toEqual([])
  })
})

describe('results that changed and that nobody was told of yet', () => {
  it('are told before the delivery, which is of the newest and keeps its name', async () => {
    const service = await due({ data: otherResults })
    await service.triggerDelivery()
    expect(await service.types()).toEqual(['given', 'results-changed', 'delivery-started', 'delivered'])
    const log = await service.events.history(key)
    expect(log[1]).toMatchObject({
      by: null,
      at: onTheDate,
      effects: { mails: { '99001': { status: 'pending' } } },
    })
    expect(await payloads(service)).toMatchObject([
      { deliveryId: '99AA00_2026-2027_1', consent: { version: 1 } },
    ])
    expect(log[3]!.state.consent.reportDigest).toBe(digestOf(otherResults))
    expect((await payloads(service))[0].report.groups[1].respondents).toBe(31)
  })

  it('and that somebody else tells in the same instant are told once', async () => {
    const service = await due({ data: otherResults })
    const told = resultsChanged(digestOf(otherResults), '2027-07-01T05:44:00Z')
    await service.triggerDelivery(1, { events: overtakenBy(service, () => service.happens(told)) })
    expect(await service.types()).toEqual(['given', 'results-changed', 'delivery-started', 'delivered'])
  })
})

describe('a report without a group', () => {
  it('is not sent: there is nothing to deliver', async () => {
    const service = await aService({ now: onTheDate, data: smallGroupsOnly })
    await service.happened(given({ reportDigest: digestOf(smallGroupsOnly) }))
    const { inspectorate, posts } = counted(service)
    await service.triggerDelivery(1, { inspectorate })
    expect(await service.types()).toEqual(['given', 'nothing-to-deliver'])
    expect(posts()).toBe(0)
    expect(service.log.codes).toEqual(['NOTHING_TO_DELIVER'])
  })

  it('is not sent where newer results made its level impossible', async () => {
    const service = await aService({ now: onTheDate, data: proZo({ HAVO: 20 }) })
    await service.happened(given({ terms: terms({ level: 'school' }) }), resultsChanged(null))
    await service.triggerDelivery()
    expect(await service.types()).toEqual(['given', 'results-changed', 'nothing-to-deliver'])
    expect(await service.inspectorate.accepted()).toEqual([])
  })

  it('is told as such where the newest results leave none, after these are told', async () => {
    const service = await due({ data: smallGroupsOnly })
    await service.triggerDelivery()
    expect(await service.types()).toEqual(['given', 'results-changed', 'nothing-to-deliver'])
  })

  it('is said once, where two find out at once', async () => {
    const service = await aService({ now: onTheDate, data: smallGroupsOnly })
    await service.happened(given({ reportDigest: digestOf(smallGroupsOnly) }))
    await Promise.all([service.triggerDelivery(), service.triggerDelivery()])
    expect(await service.types()).toEqual(['given', 'nothing-to-deliver'])
    expect(service.log.codes.filter(code => code === 'NOTHING_TO_DELIVER')).toHaveLength(1)
  })
})
