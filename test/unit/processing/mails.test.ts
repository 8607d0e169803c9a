import { describe, expect, it } from 'vitest'
import type { Mail } from '../../../shared/notification/ports.ts'
import { secondsAfter } from '../../../shared/platform/time.ts'
import { recordBounce } from '../../../shared/processing/record-bounce.ts'
import { boardId, endingIn, given, key, may11 } from '../../support/builders.ts'
import { interrupted } from '../../support/interrupted.ts'
import { aService, type Service } from '../../support/service.ts'

const WEEK = 7 * 24 * 3600

const aSave = async (): Promise<Service> => {
  const service = await aService()
  await service.happened(given())
  return service
}
const mailOf = async (service: Service) => (await service.record(1)).effects.mails[boardId]

/** Sweeps every five minutes, as the service does. */
const sweepFor = async (service: Service, seconds: number, mailer = service.mailer): Promise<void> => {
  const until = secondsAfter(service.clock(), seconds)
  while (service.clock() < until) {
    await service.moveOn(300)
    await service.sweep({ mailer })
  }
}

describe('a mail that could not be sent', () => {
  it.each(['throttle', 'error'] as const)('is tried again after a pause (%s)', async kind => {
    const service = await aSave()
    service.mailer.setFaults([{ kind }])
    await service.processEvent(await service.head())
    expect(await mailOf(service)).toEqual({ status: 'pending', sentAt: null })
    expect((await service.head()).nextAttemptAt).toBe('2027-05-11T12:03:23.000Z')
    await sweepFor(service, 300)
    expect(service.mailer.sent()).toHaveLength(1)
    expect(await mailOf(service)).toEqual({ status: 'sent', sentAt: '2027-05-11T12:08:00.000Z' })
  })

  it('is sent twice at most where the answer was lost', async () => {
    const service = await aSave()
    service.mailer.setFaults([{ kind: 'lost-response' }])
    await service.processEvent(await service.head())
    await sweepFor(service, 3600)
    expect(service.mailer.sent()).toHaveLength(2)
    expect(await mailOf(service)).toMatchObject({ status: 'sent' })
  })

  it('is not tried again where it was rejected for good', async () => {
    const service = await aSave()
    service.mailer.setFaults([{ kind: 'rejected' }])
    await service.processEvent(await service.head())
    await sweepFor(service, 3600)
    expect(await mailOf(service)).toEqual({ status: 'failed', sentAt: null })
    expect(service.mailer.sent()).toEqual([])
    expect(service.log.lines).toContainEqual(expect.objectContaining({ level: 'error', code: 'MAIL_FAILED' }))
  })

  it('is never to nobody: where the administrators of the board are not found it waits', async () => {
    const service = await aSave()
    await service.processEvent(await service.head(), {
      directory: { administrators: async () => undefined, boards: async () => new Map() },
    })
    expect(await mailOf(service)).toMatchObject({ status: 'pending' })
    await sweepFor(service, 300)
    expect(service.mailer.sent()).toHaveLength(1)
  })
})

describe('seven days of refusal', () => {
  const refusing = (service: Service, seconds: number) => {
    const ends = secondsAfter(may11, seconds)
    const { mailer } = service
    const send: typeof mailer.send = async mail => {
      if (service.clock() < ends) throw new Error('throttled')
      return mailer.send(mail)
    }
    return { ends, mailer: Object.assign(Object.create(mailer), { send }) as typeof mailer }
  }

  it('lose no mail: it is sent within the hour after', async () => {
    const service = await aSave()
    const { ends, mailer } = refusing(service, WEEK)
    await service.processEvent(await service.head(), { mailer })
    await sweepFor(service, WEEK + 3600, mailer)
    const mail = await mailOf(service)
    expect(mail).toMatchObject({ status: 'sent' })
    expect(mail!.sentAt! <= secondsAfter(ends, 3600)).toBe(true)
    expect(service.mailer.sent()).toHaveLength(1)
  })

  it('and a day more are too much: the mail failed', async () => {
    const service = await aSave()
    const { mailer } = refusing(service, WEEK + 86_400)
    await service.processEvent(await service.head(), { mailer })
    await sweepFor(service, WEEK + 2 * 86_400, mailer)
    expect(await mailOf(service)).toEqual({ status: 'failed', sentAt: null })
    expect(service.mailer.sent()).toEqual([])
  })

  it('are seven days of trying: a mail that nobody got round to is tried all the same', async () => {
    const service = await aSave()
    await service.moveOn(2 * WEEK)
    await service.sweep()
    expect(await mailOf(service)).toMatchObject({ status: 'sent' })
  })
})

describe('a mail that does not get its turn', () => {
  const noTurn = { send: async () => 'no-turn' as const }

  it.each([0, 8 * 86_400])('is not given up: nobody was asked to take it (%d s old)', async age => {
    const service = await aSave()
    await service.moveOn(age)
    await service.processEvent(await service.head(), { mailer: noTurn })
    expect(await mailOf(service)).toEqual({ status: 'pending', sentAt: null })
    expect(service.log.codes).not.toContain('MAIL_FAILED')
    await sweepFor(service, 300)
    expect(await mailOf(service)).toMatchObject({ status: 'sent' })
  })

  it('asks again for as long as a sweep mails, and is sent where it gets it', async () => {
    const service = await aSave()
    await service.moveOn(120)
    const { clock, mailer } = service
    const free = secondsAfter(clock(), 70)
    const busy = { send: async (mail: Mail) => (clock() < free ? 'no-turn' : mailer.send(mail)) }
    await service.sweep({ mailer: busy })
    expect(await mailOf(service)).toEqual({ status: 'sent', sentAt: free })
  })
})

describe('a mail that bounced', () => {
  const bounced = (service: Service, ports: Partial<Service> = {}) =>
    recordBounce({ ...service.ports, ...ports }, { key: { ...key, version: 1 }, boardId: undefined })

  it('is shown as such, with the moment it was sent', async () => {
    const service = await aSave()
    await service.processEvent(await service.head())
    await service.moveOn(60)
    await bounced(service)
    await bounced(service)
    expect(await mailOf(service)).toEqual({ status: 'bounced', sentAt: may11 })
    expect(service.log.codes.filter(code => code === 'MAIL_BOUNCED')).toHaveLength(1)
  })

  it('is not sent again, and the delivery is still watched over', async () => {
    const service = await aSave()
    await service.processEvent(await service.head())
    await bounced(service)
    await service.moveTo('2027-07-01T05:46:00Z')
    await service.sweep()
    expect(service.mailer.sent()).toHaveLength(1)
    expect(service.deliveries.waiting()).toHaveLength(1)
  })

  it('is noted though somebody else notes something at the same time', async () => {
    const service = await aSave()
    let overtaken = false
    const { outbox } = interrupted({ outbox: service.outbox }, async () => {
      if (overtaken) return
      overtaken = true
      await service.processEvent(await service.head())
    })
    await bounced(service, { outbox })
    expect(await mailOf(service)).toEqual({ status: 'bounced', sentAt: may11 })
  })

  it('and was about an event that is not there is set aside: a restored table may get it back yet', async () => {
    const service = await aService()
    await service.happened(given())
    await expect(
      recordBounce(service.ports, { key: { ...key, version: 9 }, boardId: undefined }),
    ).rejects.toThrow('no event')
  })

  it('and was about an event nobody is mailed about is nothing to us', async () => {
    const service = await aService()
    await service.happened(...endingIn['in-delivery'])
    await recordBounce(service.ports, { key: { ...key, version: 2 }, boardId: undefined })
    expect((await service.record(2)).effects.mails).toEqual({})
    expect(service.log.codes).toEqual([])
  })
})
