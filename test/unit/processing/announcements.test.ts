import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, it } from 'vitest'
import type { Announcement, Reminder } from '../../../shared/announcements/announcement.ts'
import { reminderNameOf } from '../../../shared/announcements/announcement.ts'
import type { BoardId } from '../../../shared/directory/identifiers.ts'
import type { Administrators } from '../../../shared/directory/ports.ts'
import { boardPartition } from '../../../shared/platform/adapters/table.ts'
import { instantFrom, secondsAfter } from '../../../shared/platform/time.ts'
import { processAnnouncement } from '../../../shared/processing/process-announcement.ts'
import { boardId, day, may11, schoolId, schoolYear, traceId } from '../../support/builders.ts'
import { atEveryCrash, Crash, dyingAt, interrupted } from '../../support/interrupted.ts'
import { aService, type Service } from '../../support/service.ts'

const WEEK = 7 * 24 * 3600
const change = 'ADMINISTRATORS#00000002'
const reminder = reminderNameOf(schoolYear, day('2027-07-01'), 14)
const june17 = instantFrom('2027-06-17T06:00:00Z')

const old = { name: 'B. Beheer', email: 'beheer@bestuur.example.nl' }
const fresh = { name: 'N. Nieuw', email: 'nieuw@bestuur.example.nl' }
const listOf = (...items: Administrators['items']): Administrators => ({ items, reminders: true })

/** A board whose one administrator was replaced by another just now. */
const aChange = async (): Promise<Service> => {
  const service = await aService()
  await service.directory.saveAdministrators(boardId, listOf(fresh), {
    at: may11,
    by: 'K. de Vries',
    traceId,
  })
  return service
}

/** A board with reminders on, for which one was made just now. */
const aReminder = async (): Promise<Service> => {
  const service = await aService({ now: june17 })
  await service.directory.saveAdministrators(boardId, listOf(old))
  await service.announcements.keep({
    kind: 'reminder',
    boardId,
    name: reminder,
    at: june17,
    traceId,
    schoolYear,
    untilDate: day('2027-07-01'),
    schools: [{ schoolId, schoolName: 'Het Voorbeeld College', openIssue: 'awaiting-consent' }],
    effects: { attempts: 0, mails: {} },
    nextAttemptAt: june17,
  } satisfies Reminder)
  return service
}

const openOf = async (service: Service, name: string): Promise<Announcement> => {
  const announcement = await service.announcements.open({ boardId, name })
  if (!announcement) throw new Error(`nothing is to be done about ${name}`)
  return announcement
}
const processEvent = async (service: Service, name: string, other: Partial<Service> = {}) =>
  processAnnouncement({ ...service, ...other }, await openOf(service, name))
/** Also of what is done, of which the port tells no more. */
const noted = async ({ table }: Service, name: string) => {
  const Key = { pk: boardPartition(boardId), sk: name }
  const { Item = {} } = await table.client.send(new GetCommand({ TableName: table.name, Key }))
  return { effects: Item.effects as Announcement['effects'], nextAttemptAt: Item.openAt ?? null }
}
const receiversOf = ({ mailer }: Service) => mailer.sent().map(({ to }) => to.join())

const sweepFor = async (service: Service, seconds: number, mailer = service.mailer): Promise<void> => {
  const until = secondsAfter(service.clock(), seconds)
  while (service.clock() < until) {
    await service.moveOn(300)
    await service.sweep({ mailer })
  }
}

describe('a change of administrators', () => {
  it('is mailed to those there are and to those who went, and then noted as done', async () => {
    const service = await aChange()
    await processEvent(service, change)
    expect(receiversOf(service)).toEqual([fresh.email, old.email])
    const sent = { status: 'sent', sentAt: may11 }
    expect(await noted(service, change)).toEqual({
      effects: { attempts: 1, mails: { present: sent, removed: sent } },
      nextAttemptAt: null,
    })
    expect(service.log.lines).toMatchObject([
      { code: 'EFFECTS_DONE', ids: { announcement: '99001_ADMINISTRATORS_00000002', traceId } },
    ])
  })

  it('that is the first of a board is mailed to those it names', async () => {
    const service = await aService()
    const otherBoard = '99002' as BoardId
    await service.directory.saveAdministrators(otherBoard, listOf(fresh), {
      at: may11,
      by: 'H. Bos',
      traceId,
    })
    await service.moveOn(120)
    await service.sweep()
    expect(receiversOf(service)).toEqual([fresh.email])
  })

  it('is left, by who was slower than the claim lasts, to whoever took it up since', async () => {
    const service = await aChange()
    const send: Service['mailer']['send'] = async mail => {
      await service.moveOn(120)
      await service.sweep()
      return service.mailer.send(mail)
    }
    await processEvent(service, change, { mailer: { send } as unknown as Service['mailer'] })
    expect(receiversOf(service)).toEqual([fresh.email, old.email, fresh.email])
  })

  it('that is told to nobody is put away', async () => {
    const service = await aService()
    await service.directory.saveAdministrators(boardId, listOf(old), {
      at: may11,
      by: 'K. de Vries',
      traceId,
    })
    await processEvent(service, change)
    expect(service.mailer.sent()).toEqual([])
    expect(await noted(service, change)).toMatchObject({ nextAttemptAt: null })
  })

  it('and another are each told from the list before it', async () => {
    const service = await aChange()
    await service.directory.saveAdministrators(boardId, listOf(fresh, old), {
      at: may11,
      by: 'K. de Vries',
      traceId,
    })
    await service.moveOn(120)
    await service.sweep()
    expect(receiversOf(service).sort()).toEqual([old.email, fresh.email, `${fresh.email},${old.email}`])
  })

  it('tries again the one mail that failed, and not the one that was sent', async () => {
    const service = await aChange()
    service.mailer.setFaults([{ kind: 'throttle' }])
    await processEvent(service, change)
    expect(receiversOf(service)).toEqual([old.email])
    expect((await noted(service, change)).nextAttemptAt).toBe('2027-05-11T12:03:23.000Z')
    await sweepFor(service, 3600)
    expect(receiversOf(service)).toEqual([old.email, fresh.email])
  })
})

describe.each([
  { what: 'a change of administrators', make: aChange, name: change, mails: 2 },
  { what: 'a reminder', make: aReminder, name: reminder, mails: 1 },
])('the mail about $what', ({ make, name, mails }) => {
  it('outlasts seven days of refusal, and is sent within the hour after', async () => {
    const service = await make()
    const ends = secondsAfter(service.clock(), WEEK)
    const send: Service['mailer']['send'] = async mail => {
      if (service.clock() < ends) throw new Error('throttled')
      return service.mailer.send(mail)
    }
    const mailer = { send } as unknown as Service['mailer']
    await sweepFor(service, WEEK + 3600, mailer)
    expect(service.mailer.sent()).toHaveLength(mails)
  })

  it('is sent once, of two who take it up at once', async () => {
    const service = await make()
    const announcement = await openOf(service, name)
    await Promise.all([
      processAnnouncement(service, announcement),
      processAnnouncement(service, announcement),
      service.sweep(),
    ])
    expect(service.mailer.sent()).toHaveLength(mails)
  })

  it('is left alone where somebody took it up after the index was read', async () => {
    const service = await make()
    const announcement = await openOf(service, name)
    const lease = secondsAfter(service.clock(), 120)
    const { announcements } = interrupted({ announcements: service.announcements }, async call => {
      if (call === 'announcements.open')
        await service.announcements.saveOutcome(announcement, { attempts: 1, mails: {} }, lease)
    })
    await service.sweep({ announcements })
    expect(service.mailer.sent()).toEqual([])
    expect(await noted(service, name)).toEqual({ effects: { attempts: 1, mails: {} }, nextAttemptAt: lease })
    await sweepFor(service, 300)
    expect(service.mailer.sent()).toHaveLength(mails)
  })

  it('is sent, and once more at most, whatever call its worker died at', async () => {
    const crashes = await atEveryCrash(async (number, moment) => {
      const service = await make()
      const dying = dyingAt(service.ports, number, moment)
      await processAnnouncement(dying.ports, await openOf(service, name)).catch(failure =>
        expect(failure).toBeInstanceOf(Crash),
      )
      await sweepFor(service, 900)
      const diedAt = dying.diedAt()
      const mayBeExtra = diedAt === 'mailer.send' || diedAt === 'announcements.saveOutcome'
      expect(new Set(receiversOf(service)).size).toBe(mails)
      expect(service.mailer.sent().length).toBeLessThanOrEqual(mails + (mayBeExtra ? 1 : 0))
      expect((await noted(service, name)).nextAttemptAt).toBeNull()
      return diedAt
    })
    expect(crashes).toBeGreaterThan(5)
  })
})

describe('a reminder', () => {
  it('goes to the administrators there are by then', async () => {
    const service = await aReminder()
    await service.directory.saveAdministrators(boardId, listOf(fresh, old))
    await processEvent(service, reminder)
    expect(receiversOf(service)).toEqual([`${fresh.email},${old.email}`])
  })

  it('is mailed to all boards whose reminders wait: a sweep ends by its time, and not by their number', async () => {
    const service = await aReminder()
    const made = await openOf(service, reminder)
    for (let number = 1; number <= 300; number += 1) {
      const other = `${10_000 + number}` as BoardId
      await service.directory.saveAdministrators(other, listOf(old))
      await service.announcements.keep({ ...(made as Reminder), boardId: other })
    }
    await service.sweep()
    expect(service.mailer.sent()).toHaveLength(301)
  })

  it('that could not be sent before reminders were switched off is not sent', async () => {
    const service = await aReminder()
    service.mailer.setFaults([{ kind: 'throttle' }])
    await processEvent(service, reminder)
    await service.directory.saveAdministrators(boardId, { items: [old], reminders: false })
    await sweepFor(service, 3600)
    expect(service.mailer.sent()).toEqual([])
    expect((await noted(service, reminder)).nextAttemptAt).toBeNull()
    expect(service.log.codes).not.toContain('MAIL_FAILED')
  })

  it('that could not be sent before it is too late is not sent, and operators are told', async () => {
    const service = await aReminder()
    await service.moveTo('2027-07-01T00:00:00+02:00')
    await service.sweep()
    expect(service.mailer.sent()).toEqual([])
    expect((await noted(service, reminder)).nextAttemptAt).toBeNull()
    expect(service.log.lines).toContainEqual(
      expect.objectContaining({
        code: 'MAIL_FAILED',
        ids: { announcement: '99001_REMINDER_2026-2027_2027-07-01_14', traceId, outcome: 'too-late' },
      }),
    )
  })

  it('is still sent in the last minute', async () => {
    const service = await aReminder()
    await service.moveTo('2027-06-30T23:59:00+02:00')
    await service.sweep()
    expect(service.mailer.sent()).toHaveLength(1)
  })
})
