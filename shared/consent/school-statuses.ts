import type { SchoolId, SchoolYear } from '../directory/identifiers.ts'
import { rangesOf } from '../directory/listing.ts'
import type { ListedSchool } from '../directory/ports.ts'
import type { MonitoringStore } from '../monitoring/ports.ts'
import type { RecordedFacts } from './log.ts'
import type { CurrentLog } from './ports.ts'
import { type MonitoringStatus, statusOf } from './status.ts'

/** Where one school stands in a school year. */
export interface SchoolStatus {
  head: RecordedFacts | undefined
  hasResults: boolean
  status: MonitoringStatus
}

export interface SchoolStatusPorts {
  events: Pick<CurrentLog, 'headsOf'>
  store: Pick<MonitoringStore, 'schoolsWithResults'>
}

/**
 * Where each of those schools stands, in one round trip however many they are; undefined where its log cannot be read. May
 * lag behind by a moment.
 */
export const schoolStatusesOf = async (
  { events, store }: SchoolStatusPorts,
  schools: readonly ListedSchool[],
  schoolYear: SchoolYear,
): Promise<(schoolId: SchoolId) => SchoolStatus | undefined> => {
  const ranges = rangesOf(schools)
  const [{ heads, unreadable }, withResults] = await Promise.all([
    events.headsOf(schoolYear, ranges),
    store.schoolsWithResults(schoolYear, ranges),
  ])
  const headOf = new Map(heads.map(head => [head.schoolId, head]))
  const unknown = new Set(unreadable.map(({ schoolId }) => schoolId))
  return schoolId => {
    if (unknown.has(schoolId)) return undefined
    const [head, hasResults] = [headOf.get(schoolId), withResults.has(schoolId)]
    return { head, hasResults, status: statusOf(head?.state, hasResults) }
  }
}
