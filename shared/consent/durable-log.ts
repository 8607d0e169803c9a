import { TemporaryFault } from '../platform/temporary-fault.ts'
import { eventNameOf } from './event-name.ts'
import type { RecordedFacts } from './log.ts'
import type { CurrentLog, EventLog, EventStore, Ledger, RestoreGuard } from './ports.ts'

/**
 * The logs of a store, to be read only. Rule 12, also after a restore: from a table that was restored nothing is read to
 * decide on or to show, until the ledger was replayed into it.
 */
export const currentLog = (store: EventStore, restoreGuard: RestoreGuard): CurrentLog => {
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
    headsOf: (schoolYear, stretches) => ifCurrent(store.headsOf(schoolYear, stretches)),
    headsAfter: (schoolYear, place, limit) => ifCurrent(store.headsAfter(schoolYear, place, limit)),
    records: keys => ifCurrent(store.records(keys)),
    isCurrent,
  }
}

/** The same with the ledger behind them: once an event is durable, every replay finds it again. */
export const durableLog = (store: EventStore, ledger: Ledger, restoreGuard: RestoreGuard): EventLog => {
  const makeDurable = async (record: RecordedFacts): Promise<void> => {
    const before = record.version - 1
    const [own, last] = await Promise.all([
      ledger.read(record),
      before > 0 ? ledger.read({ ...record, version: before }) : undefined,
    ])
    if (own) return checkSame(own, record)
    // In their order, so that the ledger of a log never has a gap.
    if (before > 0 && !last) await makeDurable(await existing(store, record, before))
    // Somebody else may have kept it meanwhile, and then it must be the same.
    if ((await ledger.keep(record)) === 'taken') await makeDurable(record)
  }

  return {
    ...currentLog(store, restoreGuard),
    record: (key, version) => store.record(key, version),
    schoolYears: schoolId => store.schoolYears(schoolId),
    append: record => store.append(record),
    unlistBefore: key => store.unlistBefore(key),
    makeDurable,
  }
}

const existing = async (store: EventStore, key: RecordedFacts, version: number): Promise<RecordedFacts> => {
  const record = await store.record(key, version)
  if (!record) throw new Error(`no event ${eventNameOf({ ...key, version })}`)
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
