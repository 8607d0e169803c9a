import { describe, expect, it } from 'vitest'
import type { ConsentEvent, LogRecord } from '../../../shared/consent/log.ts'
import { replay } from '../../../shared/consent/replay.ts'
import type { SchoolId } from '../../../shared/directory/identifiers.ts'
import { type Instant, instantFrom } from '../../../shared/platform/time.ts'
import { UnreadableError } from '../../../shared/platform/unreadable-error.ts'
import { boardId, changed, given, history, key, may11, withdrawn } from '../../support/builders.ts'
import { InMemoryLog } from '../../support/doubles/log.ts'
import { fakeStores } from '../../support/stores.ts'

const later = instantFrom('2027-05-14T10:00:00Z')

/** A table with these events, restored, and a ledger with those. */
const restored = async (
  inTable: readonly ConsentEvent[],
  inLedger: readonly ConsentEvent[],
  now: Instant = later,
) => {
  const { eventStore: store, outbox, ledger, restoreGuard } = fakeStores('behind')
  for (const record of history(...inTable)) await store.append(record)
  for (const record of history(...inLedger)) await ledger.keep(record)
  const log = new InMemoryLog()
  return {
    store,
    outbox,
    ledger,
    restoreGuard,
    log,
    replay: () => replay({ clock: () => now, store, outbox, ledger, restoreGuard, log }),
  }
}

const factsOf = (records: readonly LogRecord[]) =>
  records.map(({ effects: _, nextAttemptAt: __, ...facts }) => facts)

const story = [given(), changed(), withdrawn()]

describe('the replay of the ledger', () => {
  it.each([0, 1, 2, 3])('gives a table that had %i events of three what it lacks', async had => {
    const { store, restoreGuard, replay } = await restored(story.slice(0, had), story)
    expect(await replay()).toBe(3 - had)
    expect(factsOf(await store.history(key))).toEqual(factsOf(history(...story)))
    expect(await restoreGuard.status()).toBe('current')
  })

  it('has a consent in force planned anew, though it lacks no event of it: its figures may be other ones', async () => {
    const { store, outbox, replay } = await restored([given()], [given()])
    const [event] = await store.history(key)
    await outbox.saveOutcome(event!, { ...event!.effects, planned: true, mails: {} }, null)
    expect(await replay()).toBe(0)
    expect(await store.head(key)).toMatchObject({
      effects: { planned: false, mails: {} },
      nextAttemptAt: later,
    })
  })

  it('leaves gone what the table let go of, which the ledger keeps longer', async () => {
    const { store, replay } = await restored([], story, instantFrom('2032-08-01T00:00:00Z'))
    expect(await replay()).toBe(0)
    expect(await store.history(key)).toEqual([])
  })

  it('gives a log back to its last day', async () => {
    const { replay } = await restored([], story, instantFrom('2032-07-31T23:59:59Z'))
    expect(await replay()).toBe(3)
  })

  it.each([
    ['2033-01-01T00:00:00Z', 1],
    ['2034-02-04T00:00:01Z', 0],
  ])('gives back at %s %i event of a log that was begun when its year had expired', async (now, events) => {
    const late = given({ at: instantFrom('2032-12-31T00:00:00Z') })
    const { replay } = await restored([], [late], instantFrom(now))
    expect(await replay()).toBe(events)
  })

  it('opens anew what an event asks for, for the next sweep', async () => {
    const { store, outbox, replay } = await restored([], story)
    await replay()
    const due = await outbox.due('effects', later, 10)
    expect(due.map(({ version }) => version).sort()).toEqual([1, 2, 3])
    for (const { effects } of await store.history(key))
      expect(effects).toMatchObject({ planned: false, mails: { [boardId]: { status: 'pending' } } })
  })

  it('does not mail again about what is older than a mail is tried for', async () => {
    const { store, replay } = await restored([], story, instantFrom('2027-05-20T13:00:00Z'))
    await replay()
    const mails = (await store.history(key)).map(({ effects }) => effects.mails[boardId]?.status)
    expect(mails).toEqual(['sent', 'sent', 'pending'])
  })

  it('stops where table and ledger tell of different events, and the table stays as it is', async () => {
    const { store, restoreGuard, replay } = await restored(
      [given(), withdrawn()],
      [given(), changed(), withdrawn()],
    )
    await expect(replay()).rejects.toThrow('another event as 99AA00_2026-2027_2')
    expect(await restoreGuard.status()).toBe('behind')
    expect(await store.history(key)).toHaveLength(2)
  })

  it('stops where the ledger lacks an event of those before its newest', async () => {
    const { ledger, restoreGuard, replay } = await restored([], [])
    await ledger.keep(history(...story)[2]!)
    await expect(replay()).rejects.toThrow('the ledger lacks 99AA00_2026-2027_1')
    expect(await restoreGuard.status()).toBe('behind')
  })

  it('names each log that cannot be read, brings back the others, and says that the table is not current', async () => {
    const { ledger, log, store, restoreGuard, replay } = await restored([], story)
    const [first] = history(given({ at: may11 }))
    await ledger.keep({ ...first!, schoolId: '11BB00' as SchoolId })
    const read = ledger.read.bind(ledger)
    ledger.read = async of => {
      if (of.schoolId === '11BB00') throw new UnreadableError('11BB00 1')
      return read(of)
    }
    await expect(replay()).rejects.toThrow('1 logs of the ledger cannot be read')
    expect(await store.history(key)).toHaveLength(3)
    expect(log.lines).toMatchObject([{ code: 'LEDGER_UNREADABLE', ids: { schoolId: '11BB00' } }])
    expect(await restoreGuard.status()).toBe('behind')
  })

  it('tells how far it is', async () => {
    const { ledger, log, replay } = await restored([], [])
    const [first] = history(given({ at: may11 }))
    for (let number = 0; number < 1500; number += 1) {
      const code = `${10 + Math.floor(number / 100)}AA${String(number % 100).padStart(2, '0')}`
      await ledger.keep({ ...first!, schoolId: code as SchoolId })
    }
    expect(await replay()).toBe(1500)
    expect(log.codes).toEqual(['LEDGER_REPLAYING', 'LEDGER_REPLAYED'])
  })
})
