import type { KeptReports } from '../monitoring/kept-reports.ts'
import type { MonitoringData } from '../monitoring/ports.ts'
import { reportOf } from '../monitoring/report.ts'
import type { Instant } from '../platform/time.ts'
import type { LogKey, LogRecord } from './log.ts'

/**
 * Before figures are replaced: keeps the report that the consent in force promised, so that it can be read beside the one
 * that is delivered in its place. `stored` are those figures as they still are.
 */
export const keepPromisedReport = async (
  reports: Pick<KeptReports, 'keep'>,
  { schoolId, schoolYear }: LogKey,
  head: Pick<LogRecord, 'version' | 'state'> | undefined,
  stored: MonitoringData,
  at: Instant,
): Promise<void> => {
  const state = head?.state
  // Newer figures have come since the save already: what it promised was kept before these.
  if (state?.phase !== 'given' || head?.version !== state.savedVersion) return
  const { boardId, schoolName, terms, reportDigest } = state.consent
  const report = reportOf({ schoolId, schoolYear, boardId, schoolName }, stored, terms.level)
  // Of other figures than those it was not promised: another import came in between, and has kept what was.
  if (report?.digest === reportDigest) await reports.keep(report, at)
}
