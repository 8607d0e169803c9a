import type { SchoolId, SchoolYear } from '../directory/identifiers.ts'
import type { Instant } from '../platform/time.ts'
import type { Level } from './level.ts'
import type { Report } from './report.ts'

export interface ReportPlace {
  schoolId: SchoolId
  schoolYear: SchoolYear
}

export interface KeptReportKey extends ReportPlace {
  level: Level
  digest: string
}

/**
 * Of a school and year the report that a consent promised last, until newer figures came, as it was shown then. It is read,
 * and never made anew.
 */
export interface KeptReports {
  /**
   * In the place of the one before. Nothing where reports were removed since `at`, when the import began that replaces its
   * figures, or where an import that began later has kept one. Safe to repeat.
   */
  keep(report: Report, at: Instant): Promise<void>
  /** As the API shows a report in JSON; undefined where it is not kept, or not any more. */
  read(key: KeptReportKey): Promise<string | undefined>
  /** Also what an import that is under way has read and not kept yet. Safe to repeat. */
  remove(place: ReportPlace, at: Instant): Promise<void>
}
