import { describe, expect, it } from 'vitest'
import { recordOf } from '../../../shared/consent/decider.ts'
import type { OpenWork, Outbox } from '../../../shared/consent/ports.ts'
import type { SchoolId } from '../../../shared/directory/identifiers.ts'
import type { Mail } from '../../../shared/notification/ports.ts'
import { secondsAfter } from '../../../shared/platform/time.ts'
import { UnreadableError } from '../../../shared/platform/unreadable-error.ts'
import {
  boardId,
  failed,
  given,
  key,
  may11,
  onTheDate,
  retried,
  schoolYear,
  started,
  traceId,
  withdrawn,
} from '../../support/builders.ts'
import { interrupted } from '../../support/interrupted.ts'
import { aService, type Service } from '../../support/service.ts'
import { restoreGuardOf } from '../../support/stores.ts'

const schoolAt = (number: number) =>
  `${10 + Math.floor(number / 100)}AA${String(number % 100).padStart(2, '0')}` as SchoolId

/** As many schools with a consent whose stream record was lost. */
const saves = async (count: number): Promise<Service> => {
  const service = await aService()
  for (let number = 0; number < count; number += 1)
    await service.events.append(
      recordOf({ schoolId: schoolAt(number), schoolYear }, undefined, given({ reportDigest: null })),
    )
  return service
}

/** The outbox of a service, but for what is told. */
const outboxOf = (service: Service, other: Partial<Outbox>): Outbox => ({
  saveOutcome: service.outbox.saveOutcome.bind(service.outbox),
  due: service.outbox.due.bind(service.outbox),
  fail: service.outbox.fail.bind(service.outbox),
  setAside: service.outbox.setAside.bind(service.outbox),
  ...other,
})

const versionOne = async (of: OpenWork) =>
  of === 'effects' ? [{ ...key, version: 1, nextAttemptAt: may11 }] : []

describe('a sweep', () => {
  it('does what was missed when a stream record was lost', async () => {
    const service = await aService()
    await service.happened(given())
    await service.moveOn(120)
    expect(await service.sweep()).toBe(1)
    expect(service.mailer.sent()).toHaveLength(1)
    expect(service.schedules.planned()).toHaveLength(1)
    expect(service.log.lines.at(-1)).toMatchObject({
      level: 'info',
      code: 'SWEPT',
      ids: { found: 1, failed: 0, missed: 1, openEffects: 0, mailSeconds: 0 },
    })
  })

  it('says that a new table lacks nothing, where the ledger is empty', async () => {
    const service = await aService()
    const restoreGuard = restoreGuardOf('new')
    expect(await service.sweep({ restoreGuard })).toBe(0)
    expect(await restoreGuard.status()).toBe('current')
    expect(service.log.codes).toEqual(['SWEPT'])
  })

  it.each(['behind', 'new'] as const)(
    'does nothing in a table that was restored, and tells operators (%s)',
    async status => {
      const service = await aService()
      await service.happened(given())
      await service.ledger.keep(await service.head())
      await service.moveOn(120)
      const restoreGuard = restoreGuardOf(status)
      expect(await service.sweep({ restoreGuard })).toBe(0)
      expect(await restoreGuard.status()).toBe(status)
      expect(service.mailer.sent()).toEqual([])
      expect(service.log.lines).toMatchObject([{ level: 'error', code: 'TABLE_NOT_CURRENT' }])
    },
  )

  it('waits for an operator where a copy was restored, even if the ledger is empty', async () => {
    const service = await aService()
    const restoreGuard = restoreGuardOf('behind')
    await service.sweep({ restoreGuard })
    expect(await restoreGuard.status()).toBe('behind')
  })

  it('counts no delivery among what the stream missed', async () => {
    const service = await aService({ now: onTheDate })
    await service.happened(given(), started(), failed(), retried('2027-07-01T05:50:00Z'))
    for (const record of await service.events.history(key))
      if (record.version < 4) await service.outbox.saveOutcome(record, record.effects, null)
    await service.moveOn(600)
    await service.sweep()
    expect(service.log.lines.at(-1)?.ids).toMatchObject({ found: 1, missed: 0, openDeliveries: 1 })
  })

  it('leaves alone what somebody is busy with', async () => {
    const service = await aService()
    await service.happened(given())
    await service.moveOn(119)
    expect(await service.sweep()).toBe(0)
    expect(service.mailer.sent()).toEqual([])
  })

  it('finds nothing where all is done', async () => {
    const service = await aService()
    await service.happened(given(), withdrawn('2027-05-11T12:03:00Z'))
    await service.moveOn(120)
    expect(await service.sweep()).toBe(2)
    await service.moveOn(365 * 24 * 3600)
    expect(await service.sweep()).toBe(0)
  })

  it('takes up a thousand events, and the next what is left', async () => {
    const service = await saves(1100)
    await service.moveOn(120)
    expect(await service.sweep()).toBe(1000)
    expect(await service.sweep()).toBe(100)
    expect(new Set(service.mailer.sent().map(({ reference }) => reference)).size).toBe(1100)
  })

  it('mails for as long as it may; what is left it plans all the same, and the next one mails', async () => {
    const service = await saves(30)
    await service.moveOn(120)
    const slow = {
      send: async (mail: Mail) => {
        await service.moveOn(80)
        return service.mailer.send(mail)
      },
    }
    expect(await service.sweep({ mailer: slow })).toBe(30)
    expect(service.mailer.sent()).toHaveLength(10)
    expect(service.schedules.planned()).toHaveLength(30)
    for (let sweeps = 0; sweeps < 3; sweeps += 1) {
      await service.moveOn(300)
      await service.sweep({ mailer: slow })
    }
    expect(new Set(service.mailer.sent().map(({ reference }) => reference)).size).toBe(30)
    expect(service.mailer.sent()).toHaveLength(30)
  })

  it('takes up no mail that it comes to too late: it is no attempt, and the first of the next', async () => {
    const service = await saves(30)
    await service.moveOn(120)
    await service.sweep({ mailer: { send: async () => Promise.reject(new Error('throttled')) } })
    await service.moveOn(300)
    const waiting = await service.outbox.due('effects', service.clock(), 30)
    await service.sweep({ mailer: { send: async () => 'no-turn' } })
    const left = await service.outbox.due('effects', service.clock(), 30)
    expect(left).toHaveLength(20)
    expect(waiting).toEqual(expect.arrayContaining([...left]))
    for (const one of left) expect((await service.events.record(one, 1))?.effects.attempts).toBe(1)
  })

  it('begins what is due before it mails about what went before', async () => {
    const service = await saves(11)
    for (const { schoolId } of await service.outbox.due('effects', secondsAfter(may11, 120), 11)) {
      const head = await service.events.head({ schoolId, schoolYear })
      await service.events.append(recordOf({ schoolId, schoolYear }, head, withdrawn(may11)))
    }
    await service.happened(given())
    await service.moveOn(120)
    const send = async ({ reference }: Mail) => {
      if (reference.endsWith('_2')) throw new Error('throttled')
      return 'sent' as const
    }
    await service.sweep({ mailer: { send } })
    await service.moveTo(secondsAfter(onTheDate, 600))
    const done: string[] = []
    await service.sweep({
      deliveries: {
        send: async () => void done.push('begun'),
        counts: async () => ({ waiting: 0, delayed: 0 }),
      },
      mailer: {
        send: async ({ reference }) => {
          done.push(reference)
          return 'sent'
        },
      },
    })
    expect(done).toHaveLength(1 + 11)
    expect(done[0]).toBe('begun')
  })

  it('is held up by no event that cannot be processed, and says so', async () => {
    const service = await saves(30)
    await service.moveOn(120)
    const bad = new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(schoolAt))
    const saveOutcome = async (
      ...[record, effects, nextAttemptAt]: Parameters<typeof service.outbox.saveOutcome>
    ) => {
      if (bad.has(record.schoolId)) throw new Error('away')
      return service.outbox.saveOutcome(record, effects, nextAttemptAt)
    }
    const outbox = outboxOf(service, { saveOutcome })
    await expect(service.sweep({ outbox })).rejects.toThrow('10 of 30 events could not be processed')
    expect(service.mailer.sent()).toHaveLength(20)
  })

  it('asks anew how many messages wait, where the first answer failed', async () => {
    const service = await saves(30)
    await service.moveTo(secondsAfter(onTheDate, 600))
    const begun: string[] = []
    let asked = 0
    await service.sweep({
      deliveries: {
        send: async ({ schoolId }) => void begun.push(schoolId),
        counts: async () => {
          asked += 1
          if (asked === 1) throw new Error('throttled')
          return { waiting: 0, delayed: 0 }
        },
      },
    })
    expect(asked).toBe(2)
    expect(begun).not.toEqual([])
  })

  it('sets aside what could not be read three times, an event and an announcement, and goes on', async () => {
    const service = await aService()
    await service.happened(given())
    const items = [{ name: 'N. Beheer', email: 'nieuw@bestuur.example.nl' }]
    const change = { at: may11, by: null, traceId }
    await service.directory.saveAdministrators(boardId, { items, reminders: false }, change)
    await service.moveOn(120)
    const ports = interrupted(service.ports, async call => {
      if (call === 'events.record' || call === 'announcements.open') throw new UnreadableError(call)
    })
    for (const found of [2, 2, 2, 0]) expect(await service.sweep(ports)).toBe(found)
    const setAside = service.log.lines.filter(({ code }) => code === 'ENTRY_SET_ASIDE')
    expect(setAside.map(({ ids }) => ids)).toEqual([
      { ...key, version: 1 },
      { announcement: '99001_ADMINISTRATORS_00000002' },
    ])
  })

  it('leaves alone what somebody took up after the index was read, so that nobody is mailed twice', async () => {
    const service = await aService()
    await service.happened(given())
    const late = outboxOf(service, { due: versionOne })
    await service.sweep({ outbox: late })
    expect(service.mailer.sent()).toEqual([])
    await service.moveOn(120)
    await service.sweep({ outbox: late })
    expect(service.mailer.sent()).toHaveLength(1)
  })

  it('passes over an event that is in the index only', async () => {
    const service = await aService()
    const outbox = outboxOf(service, { due: versionOne })
    expect(await service.sweep({ outbox })).toBe(1)
    expect(service.log.codes).toEqual(['SWEPT'])
  })
})
