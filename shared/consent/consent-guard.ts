import type { SchoolId, SchoolYear } from '../directory/identifiers.ts'
import type { KeptReports } from '../monitoring/kept-reports.ts'
import type { MonitoringData, MonitoringStore } from '../monitoring/ports.ts'
import type { Instant } from '../platform/time.ts'
import { areResultsClosed } from './deadline.ts'
import { durableLog } from './durable-log.ts'
import type { LogParts } from './ports.ts'
import { keepPromisedReport, recordResultsChanged } from './results-changed.ts'

/**
 * What consent means for a file of newer figures (rule 11). Files that were lost with a table are imported into its restored
 * copy before the ledger is replayed into it, which tells of the figures they changed. They were judged when they first came:
 * by now their dates may be there.
 */
export const consentGuard = (
  parts: LogParts,
  store: Pick<MonitoringStore, 'read'>,
  reports: Pick<KeptReports, 'keep'>,
) => {
  const log = durableLog(parts)
  return {
    isClosed: async (schoolId: SchoolId, schoolYear: SchoolYear, startedAt: Instant): Promise<boolean> =>
      (await log.isCurrent()) &&
      areResultsClosed((await parts.store.head({ schoolId, schoolYear }))?.state, startedAt),

    mayReplace: async (
      schoolId: SchoolId,
      schoolYear: SchoolYear,
      startedAt: Instant,
      stored: MonitoringData,
    ): Promise<boolean> => {
      if (!(await log.isCurrent())) return true
      const key = { schoolId, schoolYear }
      const head = await parts.store.head(key)
      if (areResultsClosed(head?.state, startedAt)) return false
      await keepPromisedReport(reports, key, head, stored, startedAt)
      return true
    },

    figuresChanged: async (schoolId: SchoolId, schoolYear: SchoolYear, now: Instant): Promise<void> => {
      if (await log.isCurrent()) await recordResultsChanged({ log, store }, { schoolId, schoolYear }, now)
    },
  }
}
