import { describe, expect, it } from 'vitest'
import type { ConsentEvent } from '../../../shared/consent/log.ts'
import { type Instant, secondsAfter } from '../../../shared/platform/time.ts'
import { backlogOf } from '../../../shared/processing/backlog.ts'
import {
  boardId,
  changed,
  delivered,
  deVries,
  failed,
  given,
  key,
  may11,
  onTheDate,
  retried,
  started,
  traceId,
} from '../../support/builders.ts'
import { aService, type Service } from '../../support/service.ts'

const nothing = { openEffects: 0, openDeliveries: 0, setAside: 0, mailSeconds: 0, deliverySeconds: 0 }

/** A log as these events make it, nothing of which was carried out. */
const serviceWith = async (...events: ConsentEvent[]): Promise<Service> => {
  const service = await aService()
  await service.happened(...events)
  return service
}

/** All that can be done at this moment is done, but for a delivery that does not get through. */
const processed = async (service: Service): Promise<void> => {
  for (const record of await service.events.history(key)) await service.processEvent(record)
}

const at = async (service: Service, now: Instant) => {
  await service.moveTo(now)
  return backlogOf(service)
}

describe('the backlog', () => {
  it('counts a mail from the moment of its event, however often it was tried since', async () => {
    const service = await serviceWith(given())
    service.mailer.setFaults([{ kind: 'throttle' }])
    await service.moveOn(600)
    await processed(service)
    expect(await at(service, secondsAfter(may11, 900))).toEqual({
      ...nothing,
      openEffects: 1,
      mailSeconds: 900,
    })
  })

  it('counts a plan that was not made, the mail about which was sent', async () => {
    const service = await serviceWith(given())
    const schedules = { ...service.schedules, create: () => Promise.reject(new Error('away')) } as never
    await service.processEvent(await service.head(), { schedules })
    expect(await backlogOf(service)).toEqual({ ...nothing, openEffects: 1 })
  })

  it('is empty for a consent that was mailed and planned, until the moment of its delivery', async () => {
    const service = await serviceWith(given())
    await processed(service)
    expect(await backlogOf(service)).toEqual(nothing)
    expect(await at(service, secondsAfter(onTheDate, -1))).toEqual(nothing)
  })

  it('counts a delivery that was not begun from its planned moment', async () => {
    const service = await serviceWith(given())
    await processed(service)
    expect(await at(service, onTheDate)).toEqual({ ...nothing, openEffects: 1 })
    expect(await at(service, secondsAfter(onTheDate, 1800))).toEqual({
      ...nothing,
      openEffects: 1,
      deliverySeconds: 1800,
    })
  })

  it('counts a delivery under way from its planned moment, though it was begun late and waits for another attempt', async () => {
    const service = await serviceWith(given())
    await processed(service)
    await service.happens(started(secondsAfter(onTheDate, 1500)))
    expect(await at(service, secondsAfter(onTheDate, 1800))).toEqual({
      ...nothing,
      openDeliveries: 1,
      deliverySeconds: 1800,
    })
  })

  it('counts a delivery that an operator tries again from that moment', async () => {
    const service = await serviceWith(given(), started(), failed(), retried('2027-07-02T09:00:00Z'))
    await processed(service)
    expect(await at(service, '2027-07-02T09:02:00.000Z' as Instant)).toEqual({
      ...nothing,
      openDeliveries: 1,
      deliverySeconds: 120,
    })
  })

  it('counts what boards are told beside events, from the moment of its cause', async () => {
    const service = await aService()
    const administrators = {
      items: [{ name: 'B. Nieuw', email: 'nieuw@bestuur.example.nl' }],
      reminders: false,
    }
    const change = { at: may11, by: deVries.name, traceId }
    await service.directory.saveAdministrators(boardId, administrators, change)
    service.mailer.setFaults([{ kind: 'throttle' }, { kind: 'throttle' }])
    await service.moveOn(600)
    await service.sweep()
    expect(await at(service, secondsAfter(may11, 900))).toEqual({
      ...nothing,
      openEffects: 1,
      mailSeconds: 900,
    })
  })

  it('believes an event where the index lags behind', async () => {
    const service = await serviceWith(given(), changed(), started(), delivered())
    const due = async () => [1, 2, 9].map(version => ({ ...key, version, nextAttemptAt: may11 }))
    for (const record of await service.events.history(key))
      await service.outbox.saveOutcome(record, record.effects, null)
    expect(await backlogOf({ ...service, outbox: { due, setAside: async () => 0 } })).toEqual(nothing)
  })
})
