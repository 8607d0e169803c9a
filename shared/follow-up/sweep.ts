import type { EventKey } from '../consent/event-name.ts'
import type { CatchUp, Ledger } from '../consent/ports.ts'
import type { NoticeKey } from '../notices/notice.ts'
import { concurrently } from '../platform/concurrently.ts'
import { backlogOf } from './backlog.ts'
import { type CarryOutPorts, carryOut } from './carry-out.ts'
import { carryOutNotice } from './carry-out-notice.ts'
import type { SweepNote } from './ports.ts'

export interface SweepPorts extends CarryOutPorts {
  ledger: Pick<Ledger, 'isEmpty'>
  catchUp: CatchUp
  sweepNote: Pick<SweepNote, 'note'>
}

/** How many of each one sweep takes up; what is left waits for the next. A delivery is only woken, and may be slow. */
const MOST_EFFECTS = 1000
const MOST_DELIVERIES = 200
const MOST_NOTICES = 200
const AT_ONCE = 10

/**
 * Finds what was missed, whatever became of its stream record, schedule or message, and does it. Answers how many. In a
 * table that was restored and is not caught up it does nothing but say so.
 */
export const sweep = async (ports: SweepPorts): Promise<number> => {
  if (!(await isCaughtUp(ports))) return 0
  const now = ports.clock()
  const [effects, deliveries, notices] = await Promise.all([
    ports.outbox.due('effects', now, MOST_EFFECTS),
    ports.outbox.due('deliveries', now, MOST_DELIVERIES),
    ports.notices.due(now, MOST_NOTICES),
  ])
  const found = [...effects, ...deliveries, ...notices]
  const failures: unknown[] = []
  let missed = 0
  await concurrently(AT_ONCE, found, async key => {
    try {
      const look = 'boardId' in key ? lookAtNotice(ports, key) : lookAt(ports, key)
      if (await look) missed += 1
    } catch (failure) {
      // One that cannot be read or carried out holds up no other.
      failures.push(failure)
    }
  })
  await ports.sweepNote.note(now)
  const counts = { found: found.length, failed: failures.length, missed }
  ports.log.info('SWEPT', { ...counts, ...(await backlogOf(ports)) })
  if (failures.length > 0)
    throw new AggregateError(
      failures,
      `${failures.length} of ${found.length} events could not be carried out`,
    )
  return found.length
}

/** A new table lacks nothing where the ledger is empty, and is said to be current by the first sweep. */
const isCaughtUp = async ({ catchUp, ledger, log }: SweepPorts): Promise<boolean> => {
  const standing = await catchUp.standing()
  if (standing === 'current') return true
  const isFirst = standing === 'new' && (await ledger.isEmpty())
  if (isFirst) await catchUp.done()
  else log.error('TABLE_NOT_CAUGHT_UP', { standing })
  return isFirst
}

/** Answers whether it was missed: nobody had taken it up before, so that the stream did not bring it. */
const lookAt = async (ports: CarryOutPorts, key: EventKey): Promise<boolean> => {
  const record = await ports.events.record(key, key.version)
  // Somebody may have taken it up since the index was read: then their lease holds.
  if (!record?.openAt || record.openAt > ports.clock()) return false
  await carryOut(ports, record)
  return record.effects.attempts === 0 && record.state.phase !== 'in-delivery'
}

const lookAtNotice = async (ports: CarryOutPorts, key: NoticeKey): Promise<boolean> => {
  const notice = await ports.notices.open(key)
  if (!notice || notice.openAt > ports.clock()) return false
  await carryOutNotice(ports, notice)
  return notice.effects.attempts === 0
}
