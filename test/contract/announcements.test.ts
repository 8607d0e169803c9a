import { expect, it } from 'vitest'
import { dynamoAnnouncements } from '../../shared/announcements/adapters/dynamo-announcements.ts'
import type { Announcement, AnnouncementKey, Reminder } from '../../shared/announcements/announcement.ts'
import type { Announcements } from '../../shared/announcements/ports.ts'
import { dynamoEventStore, dynamoOutbox } from '../../shared/consent/adapters/dynamo-event-store.ts'
import type { EventStore, Outbox } from '../../shared/consent/ports.ts'
import { dynamoDirectory } from '../../shared/directory/adapters/dynamo-directory.ts'
import type { BoardId } from '../../shared/directory/identifiers.ts'
import { everything } from '../../shared/directory/listing.ts'
import type { Administrators, Directory } from '../../shared/directory/ports.ts'
import type { Table } from '../../shared/platform/adapters/table.ts'
import { instantFrom, secondsAfter } from '../../shared/platform/time.ts'
import { boardId, day, given, history, may11, schoolId, schoolYear, traceId } from '../support/builders.ts'
import { onBothTables } from './support/on-both-tables.ts'

interface Store {
  announcements: Announcements
  directory: Directory
  log: EventStore
  outbox: Outbox
}

const storesOn = (table: Table): Store => ({
  announcements: dynamoAnnouncements(table),
  directory: dynamoDirectory(table),
  log: dynamoEventStore(table),
  outbox: dynamoOutbox(table),
})

const later = instantFrom('2027-05-11T13:00:00Z')
const sent: Announcement['effects'] = { attempts: 1, mails: { present: { status: 'sent', sentAt: may11 } } }
const reminder: Reminder = {
  kind: 'reminder',
  boardId,
  name: 'REMINDER#2026-2027#2027-07-01#14',
  at: may11,
  traceId,
  schoolYear,
  untilDate: day('2027-07-01'),
  schools: [{ schoolId, schoolName: "De 'Vaart' <&>", openIssue: 'consent-withdrawn' }],
  effects: { attempts: 0, mails: {} },
  nextAttemptAt: may11,
}
const administrators: Administrators = {
  items: [{ name: 'B. Beheer', email: 'beheer@bestuur.example.nl' }],
  reminders: true,
}
const change = { at: may11, by: 'K. de Vries', traceId }

onBothTables<Store>('announcements to boards', storesOn, store => {
  const opened = async (key: AnnouncementKey): Promise<Announcement> => (await store.announcements.open(key))!

  it('are none at first', async () => {
    expect(await store.announcements.open(reminder)).toBeUndefined()
    expect(await store.announcements.due(later, 100)).toEqual([])
  })

  it('are given back as they were kept', async () => {
    expect(await store.announcements.keep(reminder)).toBe(true)
    expect(await opened(reminder)).toStrictEqual(reminder)
  })

  it('are kept once: a second one of the same name changes nothing', async () => {
    await store.announcements.keep(reminder)
    await store.announcements.saveOutcome(reminder, sent, null)
    expect(await store.announcements.keep(reminder)).toBe(false)
    expect(await store.announcements.open(reminder)).toBeUndefined()
  })

  it('are born with the change of administrators that they are about', async () => {
    await store.directory.saveAdministrators(boardId, administrators, change)
    expect(await opened({ boardId, name: 'ADMINISTRATORS#00000001' })).toStrictEqual({
      kind: 'administrators',
      boardId,
      name: 'ADMINISTRATORS#00000001',
      version: 1,
      ...administrators,
      ...change,
      effects: { attempts: 0, mails: {} },
      nextAttemptAt: secondsAfter(may11, 120),
    })
  })

  it('are born of a change that an operator brought, which is by nobody', async () => {
    await store.directory.saveAdministrators(boardId, administrators, { ...change, by: null })
    expect(await opened({ boardId, name: 'ADMINISTRATORS#00000001' })).toMatchObject({ by: null })
  })

  it('are not born where nobody is to be told, or nothing changed', async () => {
    await store.directory.saveAdministrators(boardId, administrators)
    await store.directory.saveAdministrators(boardId, administrators, change)
    expect(await store.announcements.due(later, 100)).toEqual([])
    expect(await store.announcements.open({ boardId, name: 'ADMINISTRATORS#00000001' })).toBeUndefined()
  })

  it('come up from their moment on, the longest waiting first, as many as asked for', async () => {
    const other = '99002' as BoardId
    await store.announcements.keep({ ...reminder, nextAttemptAt: secondsAfter(may11, 140) })
    await store.announcements.keep({ ...reminder, boardId: other, nextAttemptAt: secondsAfter(may11, 130) })
    await store.directory.saveAdministrators(other, administrators, change)
    const waiting = [
      { boardId: other, name: 'ADMINISTRATORS#00000001', nextAttemptAt: secondsAfter(may11, 120) },
      { boardId: other, name: reminder.name, nextAttemptAt: secondsAfter(may11, 130) },
      { boardId, name: reminder.name, nextAttemptAt: secondsAfter(may11, 140) },
    ]
    expect(await store.announcements.due(later, 100)).toEqual(waiting)
    expect(await store.announcements.due(later, 2)).toEqual(waiting.slice(0, 2))
    expect(await store.announcements.due(secondsAfter(may11, 130), 100)).toEqual(waiting.slice(0, 2))
    expect(await store.announcements.due(secondsAfter(may11, 119), 100)).toEqual([])
  })

  it('have their notes replaced, and nothing else', async () => {
    await store.announcements.keep(reminder)
    expect(await store.announcements.saveOutcome(reminder, sent, later)).toBe(true)
    expect(await opened(reminder)).toStrictEqual({ ...reminder, effects: sent, nextAttemptAt: later })
  })

  it('are put away once nothing is left', async () => {
    await store.announcements.keep(reminder)
    expect(await store.announcements.saveOutcome(reminder, sent, null)).toBe(true)
    expect(await store.announcements.open(reminder)).toBeUndefined()
    expect(await store.announcements.due(instantFrom('2037-01-01T00:00:00Z'), 100)).toEqual([])
  })

  it('are claimed by one of thirty that race', async () => {
    await store.announcements.keep(reminder)
    const claim = { ...reminder.effects, attempts: 1 }
    const racing = Array.from({ length: 30 }, () => store.announcements.saveOutcome(reminder, claim, later))
    expect((await Promise.all(racing)).filter(taken => taken)).toHaveLength(1)
  })

  it('take no note of who found them as they no longer are', async () => {
    await store.announcements.keep(reminder)
    await store.announcements.saveOutcome(
      reminder,
      { ...reminder.effects, attempts: 1 },
      reminder.nextAttemptAt,
    )
    expect(await store.announcements.saveOutcome(reminder, sent, null)).toBe(false)
    await store.announcements.saveOutcome(await opened(reminder), sent, later)
    expect(await store.announcements.saveOutcome(reminder, sent, null)).toBe(false)
    expect(
      await store.announcements.saveOutcome({ ...reminder, boardId: '99009' as BoardId }, sent, later),
    ).toBe(false)
  })

  it('stand apart from events, schools and years', async () => {
    for (const record of history(given())) await store.log.append({ ...record, nextAttemptAt: may11 })
    await store.announcements.keep(reminder)
    await store.directory.saveAdministrators(boardId, administrators, change)
    expect(await store.outbox.due('effects', later, 100)).toMatchObject([
      { schoolId, schoolYear, version: 1 },
    ])
    expect(await store.announcements.due(later, 100)).toHaveLength(2)
    expect((await store.log.headsOf(schoolYear, [everything])).heads).toHaveLength(1)
    expect(await store.directory.schoolsOfBoard(boardId)).toEqual([])
    expect(await store.directory.boards([boardId])).toEqual(new Map())
  })
})
