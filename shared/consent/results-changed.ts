import type { MonitoringData, MonitoringStore } from '../monitoring/ports.ts'
import type { Report } from '../monitoring/report.ts'
import { reportOf } from '../monitoring/report.ts'
import type { Instant } from '../platform/time.ts'
import { recordOf } from './decider.ts'
import type { LogKey, LogRecord, LogState } from './log.ts'
import type { EventLog } from './ports.ts'

/** The report of the consent in force, made from these figures: undefined where they do not allow its level. */
export const reportInForce = (
  { schoolId, schoolYear }: LogKey,
  { consent: { boardId, schoolName, terms } }: LogState,
  figures: MonitoringData,
): Report | undefined => reportOf({ schoolId, schoolYear, boardId, schoolName }, figures, terms.level)

/**
 * Rule 11: where newer results or pupils change the document of the consent in force, says so by one event. Safe to
 * repeat, and run after every import and every save, so that a save and an import at the same instant cannot miss
 * each other. `known` is the newest event as far as the caller knows: where it is not, the newer one has its own run.
 */
export const recordResultsChanged = async (
  { log, store }: { log: Pick<EventLog, 'head' | 'append'>; store: Pick<MonitoringStore, 'read'> },
  key: LogKey,
  now: Instant,
  known?: LogRecord,
): Promise<void> => {
  const head = known ?? (await log.head(key))
  if (head?.state.phase !== 'given') return
  const figures = await store.read(key.schoolId, key.schoolYear)
  const reportDigest = reportInForce(key, head.state, figures)?.digest ?? null
  if (reportDigest === head.state.consent.reportDigest) return
  const record = recordOf(key, head, { type: 'results-changed', at: now, by: null, reportDigest })
  if ((await log.append(record)) === 'conflict') await recordResultsChanged({ log, store }, key, now)
}
