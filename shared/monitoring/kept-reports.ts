import type { SchoolId, SchoolYear } from '../directory/identifiers.ts'
import type { Instant } from '../platform/time.ts'
import type { Level, Report } from './report.ts'

export interface KeptReportKey {
  schoolId: SchoolId
  schoolYear: SchoolYear
  level: Level
  digest: string
}

/** Reports that a consent promised until newer figures came, each as it was shown then. They are read, and never made anew. */
export interface KeptReports {
  /** Safe to repeat. */
  keep(report: Report, at: Instant): Promise<void>
  /** As the API shows a report in JSON; undefined where it is not kept, or not any more. */
  read(key: KeptReportKey): Promise<string | undefined>
  /** All of that school and year. Safe to repeat. */
  removeAll(of: Pick<KeptReportKey, 'schoolId' | 'schoolYear'>, at: Instant): Promise<void>
}
