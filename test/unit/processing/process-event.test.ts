import { describe, expect, it } from 'vitest'
import type { LogRecord } from '../../../shared/consent/log.ts'
import { secondsAfter } from '../../../shared/platform/time.ts'
import { processEvent } from '../../../shared/processing/process-event.ts'
import {
  boardId,
  changed,
  day,
  delivered,
  given,
  key,
  may11,
  started,
  terms,
  traceId,
  withdrawn,
} from '../../support/builders.ts'
import { overtakenAt } from '../../support/interrupted.ts'
import { aService, type Service } from '../../support/service.ts'

const planned = ({ schedules }: Service) =>
  schedules.planned().map(({ trigger, at }) => `${trigger.version} ${at}`)
const unlucky = () => Promise.reject(new Error('away'))

const afterEvents = async (...events: Parameters<Service['happened']>): Promise<Service> => {
  const service = await aService()
  await service.happened(...events)
  return service
}
const processAll = async (service: Service): Promise<void> => {
  for (const record of await service.events.history(key)) await service.processEvent(record)
}

describe('after a save', () => {
  it('the delivery is planned at the slot of the school and the board is mailed', async () => {
    const service = await afterEvents(given())
    await processAll(service)
    expect(planned(service)).toEqual(['1 at(2027-07-01T07:44:00)'])
    expect(service.mailer.sent()).toMatchObject([
      { to: ['beheer@bestuur.example.nl'], reference: '99AA00_2026-2027_1' },
    ])
    expect((await service.head()).effects).toEqual({
      attempts: 1,
      posts: 0,
      planned: true,
      mails: { [boardId]: { status: 'sent', sentAt: may11 } },
    })
    expect(service.log.codes).toEqual(['EFFECTS_DONE'])
  })

  it('and another, there is one plan: for the newest version, at the newest date', async () => {
    const service = await afterEvents(given())
    await processAll(service)
    await service.happens(changed({ terms: terms({ deliveryDate: day('2027-06-01') }) }))
    await service.processEvent(await service.head())
    expect(planned(service)).toEqual(['2 at(2027-06-01T07:44:00)'])
  })

  it('that was overtaken there is no plan for the older version, in whatever order they are carried out', async () => {
    const service = await afterEvents(given(), changed())
    const [first, second] = await service.events.history(key)
    await service.processEvent(second!)
    await service.processEvent(first!)
    expect(planned(service)).toEqual(['2 at(2027-07-01T07:44:00)'])
  })

  it('that was overtaken while its schedule was made, that schedule goes again', async () => {
    const service = await afterEvents(given())
    const { schedules } = service
    const overtaken = overtakenAt({ schedules }, 'schedules.create', async () => {
      await service.happens(changed())
      await service.processEvent(await service.head())
    })
    await service.processEvent(await service.head(), overtaken)
    expect(planned(service)).toEqual(['2 at(2027-07-01T07:44:00)'])
  })
})

describe('what an event asks for', () => {
  it('is done once, however often it comes by', async () => {
    const service = await afterEvents(given())
    const asItCame = await service.head()
    await Promise.all([service.processEvent(asItCame), service.processEvent(asItCame)])
    await service.processEvent(asItCame)
    expect(service.mailer.sent()).toHaveLength(1)
    expect(planned(service)).toHaveLength(1)
  })

  it('is left alone once it is done', async () => {
    const service = await afterEvents(given(), started(), delivered())
    await service.processEvent({ ...(await service.head()), nextAttemptAt: null })
    expect(service.mailer.sent()).toEqual([])
  })
})

describe('the ledger', () => {
  it('that cannot be reached holds up the mail and the plan, until a later attempt', async () => {
    const service = await afterEvents(given())
    const makeDurable = async () => Promise.reject(new Error('S3 is away'))
    await service.processEvent(await service.head(), { events: { ...service.events, makeDurable } })
    expect(service.mailer.sent()).toEqual([])
    expect(service.schedules.planned()).toEqual([])
    expect(service.log.codes).toEqual(['EFFECTS_POSTPONED'])
    await service.moveOn(600)
    await service.sweep()
    expect(service.mailer.sent()).toHaveLength(1)
    expect(service.schedules.planned()).toHaveLength(1)
  })
})

describe('a plan that cannot be made', () => {
  const tryToPlan = async (service: Service, record: LogRecord) =>
    service.processEvent(record, { schedules: { create: unlucky, remove: unlucky, list: unlucky } })

  it('does not keep the board from being mailed', async () => {
    const service = await afterEvents(given())
    await tryToPlan(service, await service.head())
    expect(service.mailer.sent()).toHaveLength(1)
    expect((await service.head()).effects).toMatchObject({
      planned: false,
      mails: { [boardId]: { status: 'sent' } },
    })
    expect(service.log.codes).toEqual(['EFFECTS_POSTPONED', 'EFFECTS_POSTPONED'])
  })

  it('is tried again after a pause, without a second mail', async () => {
    const service = await afterEvents(given())
    await tryToPlan(service, await service.head())
    expect((await service.head()).nextAttemptAt).toBe('2027-05-11T12:03:23.000Z')
    await service.moveOn(23)
    expect(await service.sweep()).toBe(1)
    expect(planned(service)).toHaveLength(1)
    expect(service.mailer.sent()).toHaveLength(1)
  })

  it('is not made again once it was, while the mail is still tried', async () => {
    const service = await afterEvents(given())
    service.mailer.setFaults([{ kind: 'throttle' }])
    await processAll(service)
    await tryToPlan(service, await service.head())
    expect((await service.head()).effects).toMatchObject({
      planned: true,
      mails: { [boardId]: { status: 'sent' } },
    })
    expect(service.log.codes).toEqual(['EFFECTS_POSTPONED', 'EFFECTS_POSTPONED', 'EFFECTS_DONE'])
  })

  it('is removed later where it could not be removed at once', async () => {
    const service = await afterEvents(given())
    await processAll(service)
    await tryToPlan(service, await service.happens(withdrawn()))
    expect(planned(service)).toHaveLength(1)
    await service.moveTo('2027-05-13T13:00:00Z')
    await service.sweep()
    expect(planned(service)).toEqual([])
  })
})

describe('a consent in force', () => {
  const missed = async () => {
    const service = await afterEvents(given())
    await processAll(service)
    return service
  }

  it('is looked at again two minutes after its planned moment', async () => {
    expect((await (await missed()).head()).nextAttemptAt).toBe('2027-07-01T05:46:00.000Z')
  })

  it('triggers its delivery where nobody has by then, until it has begun', async () => {
    const service = await missed()
    await service.moveTo('2027-07-01T05:46:00Z')
    const sent = { trigger: { ...key, version: 1, traceId }, delaySeconds: 0 }
    for (const _ of ['triggered', 'waits on the queue']) {
      await service.sweep()
      expect(service.deliveries.waiting()).toEqual([sent])
      await service.moveOn(120)
    }
    service.deliveries.take()
    await service.sweep()
    expect(service.deliveries.waiting()).toEqual([sent])
    await service.triggerDelivery(service.deliveries.take()?.version)
    await service.moveOn(120)
    await service.sweep()
    expect(service.deliveries.waiting()).toEqual([])
    expect((await service.record(1)).nextAttemptAt).toBeNull()
  })

  it('is left to the sweep by who cannot begin it', async () => {
    const service = await missed()
    await service.moveTo('2027-07-01T05:46:00Z')
    const { deliveries: _, ...ports } = service
    await processEvent(ports, await service.head())
    expect(service.deliveries.waiting()).toEqual([])
    expect((await service.head()).nextAttemptAt).toBe('2027-07-01T05:48:00.000Z')
  })

  it('is not planned in the past: it is triggered where its moment has gone by', async () => {
    const service = await afterEvents(given())
    await service.moveTo('2027-07-01T05:50:00Z')
    await service.sweep()
    expect(planned(service)).toEqual([])
    expect(service.deliveries.waiting()).toEqual([
      { trigger: { ...key, version: 1, traceId }, delaySeconds: 0 },
    ])
  })

  it('that was overtaken is put away by one note, and not looked at again', async () => {
    const service = await missed()
    await service.happens(changed())
    const { effects } = await service.record(1)
    await service.moveTo('2027-07-01T05:46:00Z')
    await service.sweep()
    expect(await service.record(1)).toMatchObject({ nextAttemptAt: null, effects })
    expect(service.deliveries.waiting()).toMatchObject([{ trigger: { version: 2 } }])
  })
})

describe('a delivery under way', () => {
  it('is left alone while somebody has it', async () => {
    const service = await afterEvents(given(), started())
    await service.processEvent(await service.head())
    expect(service.deliveries.waiting()).toEqual([])
  })

  it('is attempted again once its time is over, by one message however many look', async () => {
    const service = await afterEvents(given(), started())
    const record = await service.head()
    await service.moveTo(record.nextAttemptAt!)
    await Promise.all([service.processEvent(record), service.processEvent(record)])
    await service.processEvent(await service.head())
    expect(service.attempts.waiting()).toEqual([
      { trigger: { ...key, version: 2, traceId, attempt: 1 }, delaySeconds: 0 },
    ])
    expect((await service.head()).nextAttemptAt).toBe(secondsAfter(record.nextAttemptAt!, 120))
    expect(service.mailer.sent()).toEqual([])
  })

  it('is put away once it has ended', async () => {
    const service = await afterEvents(given(), started(), delivered())
    await service.moveTo((await service.record(2)).nextAttemptAt!)
    await service.processEvent(await service.record(2))
    expect(service.deliveries.waiting()).toEqual([])
    expect((await service.record(2)).nextAttemptAt).toBeNull()
  })
})
