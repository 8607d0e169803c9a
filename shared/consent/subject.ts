import type { SchoolYear } from '../directory/identifiers.ts'
import type { School } from '../directory/ports.ts'
import type { ReportSubject } from '../monitoring/report.ts'
import type { LogState } from './log.ts'

/** The phases in which a consent is in force; after the others it can only be given again. */
const inForce: readonly LogState['phase'][] = ['given', 'in-delivery', 'delivered']

export const isInForce = (state: LogState | undefined): state is LogState =>
  state !== undefined && inForce.includes(state.phase)

/** Rule 14: a report carries the board and the name of the consent in force, else the school's present ones. */
export const subjectOf = (
  school: School,
  schoolYear: SchoolYear,
  state: LogState | undefined,
): ReportSubject => {
  const { boardId, schoolName } = isInForce(state) ? state.consent : school
  return { schoolId: school.schoolId, schoolYear, boardId, schoolName }
}
