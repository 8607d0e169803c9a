import { concurrently } from '../platform/concurrently.ts'
import type { Log } from '../platform/log.ts'
import { daysAfter, hasExpired, itemExpiresAt, schoolYearExpiresAt } from '../platform/retention.ts'
import type { Clock, Instant } from '../platform/time.ts'
import { UnreadableError } from '../platform/unreadable-error.ts'
import { firstEffects } from './decider.ts'
import { checkSame } from './durable-log.ts'
import { type EventKey, eventNameOf } from './event-name.ts'
import type { Effects, LogRecord, RecordedFacts } from './log.ts'
import type { Ledger, LogParts, Outbox } from './ports.ts'

export interface ReplayPorts extends LogParts {
  clock: Clock
  outbox: Pick<Outbox, 'saveOutcome'>
  log: Log
}

const AT_ONCE = 16

/** A mail that is older was sent, or given up, before the table was lost. */
const MAIL_DAYS = 8

/**
 * Appends to a restored table every event it lacks, as the ledger has them, and then notes that it is current: from
 * then on consents are saved and reports delivered again. What an event asks for is open anew, so that schedules are
 * made and boards mailed, some of them for a second time; and every consent in force is planned anew, which tells of figures
 * that were imported again meanwhile. Safe to repeat, and to break off. Throws where the table and
 * the ledger tell of different events. Answers how many it appended.
 */
export const replay = async (ports: ReplayPorts): Promise<number> => {
  const heads = await ports.ledger.heads()
  let [done, replayed, unreadable] = [0, 0, 0]
  await concurrently(AT_ONCE, heads, async newest => {
    try {
      const appended = await replayLog(ports, newest)
      replayed += appended
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error
      // All of them are named, and the others replayed, before a person looks.
      ports.log.error('LEDGER_UNREADABLE', { ...newest }, error)
      unreadable += 1
    }
    done += 1
    if (done % 1000 === 0) ports.log.info('LEDGER_REPLAYING', { logs: heads.length, done, replayed })
  })
  // What a log that cannot be read would say may be a withdrawal: the table is not current without it.
  if (unreadable > 0) throw new Error(`${unreadable} logs of the ledger cannot be read`)
  await ports.restoreGuard.markCurrent()
  ports.log.info('LEDGER_REPLAYED', { logs: heads.length, replayed })
  return replayed
}

const replayLog = async (
  { store, outbox, ledger, clock }: ReplayPorts,
  newest: EventKey,
): Promise<number> => {
  const head = await store.head(newest)
  const from = head?.version ?? 0
  // The ledger keeps events longer than the table: one that has expired there is not brought back.
  if (await isExpired(ledger, newest, clock())) return 0
  // Events that were never durable are newer than all that the ledger has; nobody outside heard of them.
  if (head && from <= newest.version) checkSame(await factsOf(ledger, head), head)
  for (let version = from + 1; version <= newest.version; version += 1)
    await store.append(openedAnew(await factsOf(ledger, { ...newest, version }), clock()))
  if (head?.state.phase === 'given' && from >= newest.version)
    await outbox.saveOutcome(head, { ...head.effects, planned: false }, clock())
  return Math.max(0, newest.version - from)
}

/** Of a school year that has expired, what was written late may still be kept. */
const isExpired = async (ledger: Ledger, newest: EventKey, now: Instant): Promise<boolean> =>
  hasExpired(schoolYearExpiresAt(newest.schoolYear), now) &&
  hasExpired(itemExpiresAt(newest.schoolYear, (await factsOf(ledger, newest)).at), now)

const factsOf = async (ledger: Ledger, key: EventKey): Promise<RecordedFacts> => {
  const facts = await ledger.read(key)
  if (!facts) throw new Error(`the ledger lacks ${eventNameOf(key)}`)
  return facts
}

const openedAnew = (facts: RecordedFacts, now: Instant): LogRecord => {
  const effects: Effects = firstEffects(facts)
  const isOld = daysAfter(facts.at, MAIL_DAYS) < now
  const sent = Object.keys(effects.mails).map(board => [board, { status: 'sent', sentAt: null } as const])
  const mails = isOld ? Object.fromEntries(sent) : effects.mails
  return { ...facts, effects: { ...effects, mails }, nextAttemptAt: now }
}
