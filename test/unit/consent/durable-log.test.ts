import { describe, expect, it } from 'vitest'
import { durableLog } from '../../../shared/consent/durable-log.ts'
import { eventNameOf } from '../../../shared/consent/event-name.ts'
import type { LogRecord } from '../../../shared/consent/log.ts'
import type { Ledger } from '../../../shared/consent/ports.ts'
import { everything } from '../../../shared/directory/listing.ts'
import { TemporaryFault } from '../../../shared/platform/temporary-fault.ts'
import { changed, given, history, key, schoolYear, withdrawn } from '../../support/builders.ts'
import { fakeStores } from '../../support/stores.ts'

const logOf = async (records: readonly LogRecord[], status?: 'current' | 'behind' | 'new') => {
  const { eventStore, ledger, restoreGuard } = fakeStores(status)
  for (const record of records) await eventStore.append(record)
  const kept: string[] = []
  const keep: Ledger['keep'] = record => {
    kept.push(eventNameOf(record))
    return ledger.keep(record)
  }
  return { log: durableLog({ store: eventStore, ledger: { ...ledger, keep }, restoreGuard }), ledger, kept }
}

describe('an event that is durable', () => {
  it('is in the ledger, and so are all before it, in their order', async () => {
    const records = history(given(), changed(), withdrawn())
    const { log, ledger, kept } = await logOf(records)
    await log.makeDurable(records[2]!)
    expect(kept).toEqual(['99AA00_2026-2027_1', '99AA00_2026-2027_2', '99AA00_2026-2027_3'])
    expect(await ledger.read(records[2]!)).toMatchObject({ type: 'withdrawn', version: 3 })
  })

  it('is kept once, however often it is asked for', async () => {
    const records = history(given(), changed())
    const { log, kept } = await logOf(records)
    for (const record of [...records, ...records]) await log.makeDurable(record)
    expect(kept).toEqual(['99AA00_2026-2027_1', '99AA00_2026-2027_2'])
  })

  it.each([0, 1, 2, 3])('is so too where the newest that is there was seen (%i)', async newest => {
    const records = history(given(), changed(), withdrawn())
    const { log, ledger, kept } = await logOf(records)
    for (const record of records.slice(0, newest)) await ledger.keep(record)
    await log.makeDurable(records[2]!, newest)
    expect(kept).toEqual(records.slice(newest).map(eventNameOf))
    expect(await ledger.read(records[2]!)).toMatchObject({ type: 'withdrawn' })
  })

  it('may be kept by two at once', async () => {
    const [record] = history(given())
    const { log, ledger } = await logOf([record!])
    await Promise.all([log.makeDurable(record!), log.makeDurable(record!)])
    expect(await ledger.read(record!)).toMatchObject({ type: 'given' })
  })

  it('is refused where the ledger has another one of that number', async () => {
    const [first] = history(given())
    const [other] = history(given({ at: '2027-05-12T00:00:00.000Z' as LogRecord['at'] }))
    const { log } = await logOf([first!])
    await log.makeDurable(first!)
    await expect(log.makeDurable(other!)).rejects.toThrow('another event as 99AA00_2026-2027_1')
  })

  it('is a fault where an event before it is nowhere to be found', async () => {
    const [, second] = history(given(), changed())
    const { log } = await logOf([])
    await expect(log.makeDurable(second!)).rejects.toThrow('no event 99AA00_2026-2027_1')
  })
})

describe('the log in a table that was restored', () => {
  it.each(['behind', 'new'] as const)(
    'gives nothing to decide on until it has caught up (%s)',
    async status => {
      const { log } = await logOf(history(given()), status)
      expect(await log.isCurrent()).toBe(false)
      await expect(log.head(key)).rejects.toBeInstanceOf(TemporaryFault)
      await expect(log.history(key)).rejects.toBeInstanceOf(TemporaryFault)
    },
  )

  it('gives all of it when it has', async () => {
    const records = history(given(), changed())
    const { log } = await logOf(records)
    expect(await log.isCurrent()).toBe(true)
    expect(await log.head(key)).toEqual(records[1])
    expect(await log.history(key)).toEqual(records)
    expect(await log.record(key, 1)).toEqual(records[0])
    expect(await log.schoolYears(key.schoolId)).toEqual([schoolYear])
    const { heads } = await log.headsOf(schoolYear, [everything])
    const [head] = heads
    expect(head).toMatchObject({ ...key, version: 2, state: { phase: 'given' } })
    expect(await log.headsAfter(schoolYear, undefined, 1)).toEqual({ heads, unreadable: [] })
    expect(await log.records([head!])).toEqual([records[1]])
    await log.unlistBefore({ ...key, version: 2 })
    expect(await log.headsOf(schoolYear, [everything])).toEqual({ heads, unreadable: [] })
  })
})
