import { TemporaryFault } from '../platform/temporary-fault.ts'
import { type EventKey, eventNameOf } from './event-name.ts'
import type { RecordedFacts } from './log.ts'
import type { CurrentLog, EventLog, EventStore, LogParts } from './ports.ts'

/**
 * The logs of a store, to be read only. Rule 12, also after a restore: from a table that was restored nothing is read to
 * decide on or to show, until the ledger was replayed into it.
 */
export const currentLog = ({ store, restoreGuard }: Omit<LogParts, 'ledger'>): CurrentLog => {
  const isCurrent = async (): Promise<boolean> => (await restoreGuard.status()) === 'current'

  /** Asked side by side, so that it takes no round trip more. */
  const ifCurrent = async <Answer>(reading: Promise<Answer>): Promise<Answer> => {
    const [answer, isFit] = await Promise.all([reading, isCurrent()])
    if (!isFit) throw new TemporaryFault('the table was restored and is not caught up yet')
    return answer
  }

  return {
    head: key => ifCurrent(store.head(key)),
    history: key => ifCurrent(store.history(key)),
    headsOf: (schoolYear, ranges) => ifCurrent(store.headsOf(schoolYear, ranges)),
    headsAfter: (schoolYear, place, limit) => ifCurrent(store.headsAfter(schoolYear, place, limit)),
    records: keys => ifCurrent(store.records(keys)),
    isCurrent,
  }
}

/** The same with the ledger behind them: once an event is durable, every replay finds it again. */
export const durableLog = (parts: LogParts): EventLog => {
  const { store, ledger } = parts
  const makeDurable = async (record: RecordedFacts, newestKept?: number): Promise<void> => {
    const mayBeKept = newestKept === undefined || newestKept >= record.version
    const kept = mayBeKept ? await ledger.read(record) : undefined
    if (kept) return checkSame(kept, record)
    if (newestKept !== record.version - 1) await makeDurableBefore(record)
    await keep(record)
  }
  /** In their order, so that the ledger of a log never has a gap. */
  const makeDurableBefore = async ({ version, ...log }: RecordedFacts): Promise<void> => {
    const before = { ...log, version: version - 1 }
    if (version === 1 || (await ledger.read(before))) return
    await makeDurable(await existing(store, before))
  }
  const keep = async (record: RecordedFacts): Promise<void> => {
    if ((await ledger.keep(record)) === 'kept') return
    // Somebody else kept it meanwhile, and then it must be the same.
    checkSame((await ledger.read(record))!, record)
  }

  return {
    ...store,
    ...currentLog(parts),
    appendDurably: async record => {
      const [outcome] = await Promise.all([store.append(record), makeDurableBefore(record)])
      if (outcome === 'appended') await keep(record)
      return outcome
    },
    makeDurable,
  }
}

const existing = async (store: EventStore, key: EventKey): Promise<RecordedFacts> => {
  const record = await store.record(key, key.version)
  if (!record) throw new Error(`no event ${eventNameOf(key)}`)
  return record
}

/** Throws where the ledger has another event of that number: two tables would have been written to as one log. */
export const checkSame = (kept: RecordedFacts, record: RecordedFacts): void => {
  if (identityOf(kept) !== identityOf(record))
    throw new Error(`the ledger has another event as ${eventNameOf(record)}`)
}

/** What no two events of one number have in common. */
const identityOf = ({ type, at, by, request }: RecordedFacts): string =>
  JSON.stringify([type, at, by?.sub ?? null, request])
