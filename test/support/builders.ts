import type { Person } from '../../shared/consent/consent.ts'
import { recordOf, type SaveContext } from '../../shared/consent/decider.ts'
import type { ConsentEvent, LogKey, LogRecord, LogState, Receipt } from '../../shared/consent/log.ts'
import type { ConsentTerms } from '../../shared/consent/terms.ts'
import type { BoardId, SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import type { DeliveryWindow, School } from '../../shared/directory/ports.ts'
import type { MonitoringData } from '../../shared/monitoring/ports.ts'
import { reportOf } from '../../shared/monitoring/report.ts'
import { type Instant, instantFrom, type LocalDate, localDateFrom } from '../../shared/platform/time.ts'
import type { TraceId } from '../../shared/platform/trace.ts'
import { group, survey } from '../unit/monitoring/survey.ts'

export const schoolId = '99AA00' as SchoolId
export const schoolYear = '2026-2027' as SchoolYear
export const boardId = '99001' as BoardId
export const key: LogKey = { schoolId, schoolYear }

/** `2027-07-01`; throws where there is no such day. */
export const day = (text: string): LocalDate => {
  const date = localDateFrom(text)
  if (date === undefined) throw new Error(`no such day: ${text}`)
  return date
}

/** The trace of a request. */
export const traceId = '0af7651916cd43dd8448eb211c80319c' as TraceId

/** When the story of most tests begins: in the afternoon of 11 May 2027. */
export const may11 = instantFrom('2027-05-11T14:03:00+02:00')
export const july1 = day('2027-07-01')
/** When the delivery of `schoolId` is planned on 1 July. */
export const onTheDate = instantFrom('2027-07-01T07:44:00+02:00')

export const jansen: Person = { sub: 'u-1', name: 'M. Jansen', role: 'school' }
export const deVries: Person = { sub: 'u-2', name: 'K. de Vries', role: 'board' }
export const operator: Person = { sub: 'u-9', name: 'O. Beheer', role: 'operator' }

export const aSchool = (other: Partial<School> = {}): School => ({
  schoolId,
  schoolName: 'Het Voorbeeld College',
  city: 'Delft',
  sector: 'VO',
  boardId,
  boardName: 'Stichting Zuid',
  ...other,
})

export const terms = ({ conduct, ...other }: Partial<ConsentTerms> = {}): ConsentTerms => ({
  boardApproval: true,
  boardNotification: true,
  level: 'education-type',
  deliveryDate: july1,
  conduct: {
    representative: true,
    surveyedGroup: 'Alle leerlingen van leerjaar 1 tot en met 4.',
    anonymous: true,
    ...conduct,
  },
  ...other,
})

/** Twenty respondents in havo and thirty in vwo, all of whom answered 4. */
export const results: MonitoringData = survey({ HAVO: group(20), VWO: group(30) })
export const otherResults: MonitoringData = survey({ HAVO: group(20), VWO: group(31) })
export const smallGroupsOnly: MonitoringData = survey({ HAVO: group(4), VWO: group(4) })
export const noResults: MonitoringData = { results: [], pupils: undefined }

/** The digest of the document that these results make under these terms. */
export const digestOf = (
  data: MonitoringData,
  { level }: Pick<ConsentTerms, 'level'> = terms(),
  school: Pick<School, 'boardId' | 'schoolName'> = aSchool(),
): string => {
  const report = reportOf({ ...key, boardId: school.boardId, schoolName: school.schoolName }, data, level)
  if (report === undefined) throw new Error(`no report at level ${level}`)
  return report.digest
}

export const window = (
  fromDate: string,
  untilDate = fromDate,
  eligibility: DeliveryWindow['eligibility'] = 'all',
): DeliveryWindow => ({ fromDate: day(fromDate), untilDate: day(untilDate), eligibility })

/** All a save depends on, such that it is accepted where nothing else is told. */
export const context = (other: Partial<SaveContext> = {}): SaveContext => ({
  school: aSchool(),
  schoolYear,
  windows: [window('2027-06-01', '2027-07-31')],
  data: results,
  boardHasAdministrators: true,
  ...other,
})

type Of<Type extends ConsentEvent['type']> = Extract<ConsentEvent, { type: Type }>

export const given = (other: Partial<Of<'given'>> = {}): Of<'given'> => ({
  type: 'given',
  at: may11,
  by: jansen,
  terms: terms(),
  boardId,
  schoolName: 'Het Voorbeeld College',
  reportDigest: digestOf(results),
  ...other,
})

export const changed = (other: Partial<Of<'changed'>> = {}): Of<'changed'> => ({
  type: 'changed',
  at: instantFrom('2027-05-12T12:00:00Z'),
  by: deVries,
  terms: terms(),
  reportDigest: digestOf(results),
  ...other,
})

export const withdrawn = (at = '2027-05-13T12:00:00Z', by = jansen): Of<'withdrawn'> => ({
  type: 'withdrawn',
  at: instantFrom(at),
  by,
})

export const resultsChanged = (
  reportDigest: string | null,
  at = '2027-05-14T12:00:00Z',
): Of<'results-changed'> => ({ type: 'results-changed', at: instantFrom(at), by: null, reportDigest })

export const started = (at: Instant = onTheDate): ConsentEvent => ({ type: 'delivery-started', at, by: null })

export const nothingToDeliver: ConsentEvent = { type: 'nothing-to-deliver', at: onTheDate, by: null }

export const receipt: Receipt = {
  receiptId: 'ontvangst-1',
  receivedAt: instantFrom('2027-07-01T07:44:01+02:00'),
}

export const delivered = (attempts = 1): Of<'delivered'> => ({
  type: 'delivered',
  at: instantFrom('2027-07-01T07:44:02+02:00'),
  by: null,
  receipt,
  attempts,
})

export const failed = (attempts = 1): ConsentEvent => ({
  type: 'delivery-failed',
  at: instantFrom('2027-07-01T07:44:02+02:00'),
  by: null,
  attempts,
})

export const retried = (at = '2027-07-02T09:00:00Z'): ConsentEvent => ({
  type: 'delivery-retried',
  at: instantFrom(at),
  by: operator,
})

const recorded = (head: LogRecord | undefined, event: ConsentEvent): LogRecord =>
  head ? recordOf(key, head, event) : recordOf(key, head, event, { request: null, traceId })

/** The log that these events make, oldest first. */
export const history = (...events: ConsentEvent[]): readonly LogRecord[] => {
  const records: LogRecord[] = []
  for (const event of events) records.push(recorded(records.at(-1), event))
  return records
}

/** The newest event after these. */
export const headAfter = (first: ConsentEvent, ...more: ConsentEvent[]): LogRecord =>
  more.reduce(recorded, recorded(undefined, first))

/** Where a school stands after these events. */
export const stateAfter = (first: ConsentEvent, ...more: ConsentEvent[]): LogState =>
  headAfter(first, ...more).state

/** A history that ends in each phase. */
export const endingIn: Record<LogState['phase'], [ConsentEvent, ...ConsentEvent[]]> = {
  given: [given()],
  withdrawn: [given(), withdrawn()],
  'in-delivery': [given(), started()],
  delivered: [given(), started(), delivered()],
  'nothing-to-deliver': [given(), nothingToDeliver],
  'delivery-failed': [given(), started(), failed()],
}

export const phases = Object.keys(endingIn) as readonly LogState['phase'][]

/** The state in that phase. */
export const inPhase = (phase: LogState['phase']): LogState => stateAfter(...endingIn[phase])
