import { beforeEach, expect, it } from 'vitest'
import { dynamoEventStore, dynamoOutbox } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { recordOf } from '../../shared/consent/decider.ts'
import type { Effects, LogRecord } from '../../shared/consent/log.ts'
import type { EventStore, Outbox } from '../../shared/consent/ports.ts'
import type { SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import type { Table } from '../../shared/platform/adapters/table.ts'
import { type Instant, instantFrom, secondsAfter } from '../../shared/platform/time.ts'
import { given, history, key, may11, started, withdrawn } from '../support/builders.ts'
import { onBothTables } from './support/on-both-tables.ts'

interface Notes {
  log: EventStore
  outbox: Outbox
}

const storesOn = (table: Table): Notes => ({
  log: dynamoEventStore(table),
  outbox: dynamoOutbox(table),
})

const later = instantFrom('2027-05-11T13:00:00Z')
const sent: Effects = {
  attempts: 1,
  posts: 0,
  planned: true,
  mails: { 99001: { status: 'sent', sentAt: may11 } },
}
const claimOf = ({ effects }: LogRecord): Effects => ({ ...effects, attempts: effects.attempts + 1 })

onBothTables<Notes>('the notes on an event', storesOn, notes => {
  let record: LogRecord
  beforeEach(async () => {
    record = history(given())[0]!
    await notes.log.append(record)
  })

  const stored = async () => (await notes.log.record(record, 1))!
  const due = (now: Instant, limit = 100) => notes.outbox.due('effects', now, limit)
  const event = { schoolId: '99AA00', schoolYear: '2026-2027', version: 1 }

  it('are replaced, and nothing else of the event', async () => {
    expect(await notes.outbox.saveOutcome(record, sent, later)).toBe(true)
    expect(await stored()).toStrictEqual({ ...record, effects: sent, nextAttemptAt: later })
  })

  it('say that nothing is left to be done', async () => {
    expect(await notes.outbox.saveOutcome(record, sent, null)).toBe(true)
    expect(await stored()).toStrictEqual({ ...record, effects: sent, nextAttemptAt: null })
  })

  it('may be taken up again after nothing was left', async () => {
    await notes.outbox.saveOutcome(record, sent, null)
    expect(await notes.outbox.saveOutcome(await stored(), sent, later)).toBe(true)
    expect((await stored()).nextAttemptAt).toBe(later)
  })

  it('may be replaced time and again by who made them', async () => {
    const claimed = { ...record, effects: claimOf(record), nextAttemptAt: later }
    expect(await notes.outbox.saveOutcome(record, claimed.effects, later)).toBe(true)
    expect(await notes.outbox.saveOutcome(claimed, sent, secondsAfter(later, 60))).toBe(true)
    expect((await stored()).effects).toEqual(sent)
  })

  it('are refused where somebody noted another moment since', async () => {
    await notes.outbox.saveOutcome(record, record.effects, later)
    expect(await notes.outbox.saveOutcome(record, sent, null)).toBe(false)
    expect(await stored()).toStrictEqual({ ...record, nextAttemptAt: later })
  })

  it('are refused where somebody took the event up since, at the very same moment', async () => {
    const moment = record.nextAttemptAt!
    expect(await notes.outbox.saveOutcome(record, claimOf(record), moment)).toBe(true)
    expect(await notes.outbox.saveOutcome(record, claimOf(record), moment)).toBe(false)
    expect((await stored()).effects.attempts).toBe(1)
  })

  it('are refused where somebody found that nothing is left', async () => {
    await notes.outbox.saveOutcome(record, sent, null)
    expect(await notes.outbox.saveOutcome(record, claimOf(record), later)).toBe(false)
    expect((await stored()).nextAttemptAt).toBeNull()
  })

  it('are refused where somebody took up again what was done', async () => {
    await notes.outbox.saveOutcome(record, sent, null)
    const done = await stored()
    await notes.outbox.saveOutcome(done, claimOf(done), later)
    expect(await notes.outbox.saveOutcome(done, claimOf(done), later)).toBe(false)
  })

  it('are taken of one of thirty that race', async () => {
    const racing = Array.from({ length: 30 }, () => notes.outbox.saveOutcome(record, claimOf(record), later))
    expect((await Promise.all(racing)).filter(taken => taken)).toHaveLength(1)
    expect((await stored()).effects.attempts).toBe(1)
  })

  it('are not taken of an event that never was', async () => {
    const never = { ...record, version: 2 }
    expect(await notes.outbox.saveOutcome(never, sent, later)).toBe(false)
    expect(await notes.outbox.saveOutcome({ ...never, nextAttemptAt: null }, sent, later)).toBe(false)
    expect(await notes.log.record(record, 2)).toBeUndefined()
  })

  it('bring it up from its moment on, and not before', async () => {
    expect(await due(secondsAfter(record.nextAttemptAt!, -0.001))).toEqual([])
    expect(await due(record.nextAttemptAt!)).toMatchObject([event])
    await notes.outbox.saveOutcome(record, sent, later)
    expect(await due(record.nextAttemptAt!)).toEqual([])
    expect(await due(later)).toMatchObject([event])
  })

  it('never bring it up once nothing is left', async () => {
    await notes.outbox.saveOutcome(record, sent, null)
    expect(await due(instantFrom('2037-01-01T00:00:00Z'))).toEqual([])
  })
})

onBothTables<Notes>('events that something is still to be done about', storesOn, notes => {
  it('come the longest waiting first, of all schools, years and versions, as many as asked for', async () => {
    const { log, outbox } = notes
    const of = (schoolId: string, schoolYear: string) => ({
      schoolId: schoolId as SchoolId,
      schoolYear: schoolYear as SchoolYear,
    })
    const [first, second] = history(given(), withdrawn())
    const records = [
      { ...first!, nextAttemptAt: secondsAfter(may11, 30) },
      { ...second!, nextAttemptAt: secondsAfter(may11, 10) },
      { ...recordOf(of('11BB00', '2027-2028'), undefined, given()), nextAttemptAt: secondsAfter(may11, 20) },
      { ...second!, version: 3, nextAttemptAt: null },
    ]
    for (const record of records) await log.append(record)
    const waiting = [
      { ...of('99AA00', '2026-2027'), version: 2, nextAttemptAt: secondsAfter(may11, 10) },
      { ...of('11BB00', '2027-2028'), version: 1, nextAttemptAt: secondsAfter(may11, 20) },
      { ...of('99AA00', '2026-2027'), version: 1, nextAttemptAt: secondsAfter(may11, 30) },
    ]
    expect(await outbox.due('effects', later, 100)).toEqual(waiting)
    expect(await outbox.due('effects', later, 2)).toEqual(waiting.slice(0, 2))
    expect(await outbox.due('effects', secondsAfter(may11, 20), 100)).toEqual(waiting.slice(0, 2))
  })

  it('are due no more once they failed three times, and are counted', async () => {
    const { log, outbox } = notes
    const [failing] = history(given())
    const other = { ...failing!, schoolId: '11BB00' as SchoolId }
    for (const record of [failing!, other]) await log.append(record)
    expect([await outbox.fail(failing!), await outbox.fail(failing!)]).toEqual([false, false])
    expect(await outbox.due('effects', later, 100)).toHaveLength(2)
    expect([await outbox.fail(failing!), await outbox.fail(failing!)]).toEqual([true, false])
    expect(await outbox.due('effects', later, 100)).toMatchObject([{ schoolId: '11BB00' }])
    expect(await outbox.setAside(100)).toBe(1)
  })

  it('are not made by the failure of one that is not there', async () => {
    const { log, outbox } = notes
    expect(await outbox.fail({ ...key, version: 9 })).toBe(false)
    expect(await log.record(key, 9)).toBeUndefined()
    expect(await outbox.setAside(100)).toBe(0)
  })

  it('stand apart from the deliveries under way, however many those are', async () => {
    const { log, outbox } = notes
    for (const record of history(given(), started())) await log.append({ ...record, nextAttemptAt: may11 })
    const event = (version: number) => ({ schoolId: '99AA00', schoolYear: '2026-2027', version })
    expect(await outbox.due('effects', later, 100)).toMatchObject([event(1)])
    expect(await outbox.due('deliveries', later, 100)).toMatchObject([event(2)])
    const [, underWay] = await log.history(event(1) as never)
    await outbox.saveOutcome(underWay!, underWay!.effects, secondsAfter(later, 60))
    expect(await outbox.due('deliveries', later, 100)).toEqual([])
  })
})
