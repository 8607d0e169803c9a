import type { LogRecord } from '../../shared/consent/log.ts'
import { obstaclesTo } from '../../shared/consent/obstacles.ts'
import { statusOf } from '../../shared/consent/status.ts'
import { subjectOf } from '../../shared/consent/subject.ts'
import { consentView } from '../../shared/consent/view.ts'
import { offeredWindows } from '../../shared/consent/windows.ts'
import { deliveryView } from '../../shared/delivery/delivery.ts'
import type { SchoolYear } from '../../shared/directory/identifiers.ts'
import type { KnownSchool } from '../../shared/directory/ports.ts'
import { levels } from '../../shared/monitoring/level.ts'
import type { MonitoringData } from '../../shared/monitoring/ports.ts'
import { isLevelAllowed, type ReportSubject, reportOf } from '../../shared/monitoring/report.ts'
import { summaryOf } from '../../shared/monitoring/summary.ts'
import type { Instant } from '../../shared/platform/time.ts'
import type { factsOf } from './facts.ts'

interface Facts extends Awaited<ReturnType<typeof factsOf>> {
  saved: LogRecord | undefined
}

/** The module's state as the portal shows it (contract section 4). */
export const monitoringView = (
  school: KnownSchool,
  schoolYear: SchoolYear,
  { head, saved, data, windows }: Facts,
  now: Instant,
) => ({
  schoolId: school.schoolId,
  schoolName: school.schoolName,
  boardId: school.boardId,
  boardName: school.boardName,
  schoolYear,
  status: statusOf(head?.state, data.results.length > 0),
  results: summaryOf(data),
  obstacles: obstaclesTo(
    head?.state,
    {
      hasResults: data.results.length > 0,
      boardHasAdministrators: school.boardHasAdministrators,
      windows,
    },
    now,
  ),
  levels: levelViews(subjectOf(school, schoolYear, head?.state), data),
  deliveryWindows: offeredWindows(windows, head?.state, now),
  consent: head ? consentView(head, saved ?? head, now) : null,
  delivery: (head && deliveryView(head)) ?? null,
})

/** Both levels, always: what each would deliver, and what it would withhold. */
const levelViews = (subject: ReportSubject, data: MonitoringData) =>
  levels.map(level => {
    const report = reportOf(subject, data, level)
    const allowed = isLevelAllowed(data.results, level)
    return { level, allowed, digest: report?.digest ?? null, withheld: report?.withheld ?? [] }
  })
