import type { KeptReports } from '../monitoring/kept-reports.ts'
import type { MonitoringData, MonitoringStore } from '../monitoring/ports.ts'
import { type Report, reportOf } from '../monitoring/report.ts'
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
 * Before figures are replaced: keeps the report that the consent in force promised, so that it can be read beside the one
 * that is delivered in its place. `stored` are those figures as they still are.
 */
export const keepPromisedReport = async (
  reports: Pick<KeptReports, 'keep'>,
  key: LogKey,
  head: Pick<LogRecord, 'version' | 'state'> | undefined,
  stored: MonitoringData,
  at: Instant,
): Promise<void> => {
  const state = head?.state
  // Newer figures have come since the save already: what it promised was kept before these.
  if (state?.phase !== 'given' || head?.version !== state.savedVersion) return
  const report = reportInForce(key, state, stored)
  // Of other figures than those it was not promised: another import came in between, and has kept what was.
  if (report?.digest === state.consent.reportDigest) await reports.keep(report, at)
}

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
