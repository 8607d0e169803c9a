import { plannedAt } from '../../shared/delivery/delivery.ts'
import { isSchoolId } from '../../shared/directory/identifiers.ts'
import type { LocalDate } from '../../shared/platform/time.ts'
import {
  administratorsFile,
  pupilsFile,
  respondentsFile,
  schoolsFile,
} from '../../test/support/api/import-files.ts'
import { secondsAfter } from '../../test/support/api/local-province.ts'
import { localService } from '../../test/support/api/local-service.ts'
import * as paths from '../../test/support/api/paths.ts'
import { operator as operatorUser, schoolUser } from '../../test/support/api/people.ts'
import { terms } from '../../test/support/api/terms.ts'
import type { Counts } from './counts.ts'
import { meter } from './meter.ts'

const BOARD = '99001'
const DATE = '2027-07-01' as LocalDate
const FIVE_PAST_SEVEN = '2027-07-01T05:05'
/** A survey of a middling school; how many took part changes no more than some digits. */
const respondents = { 'VMBO-GT': 62, HAVO: 70, VWO: 48 }
/** Far enough apart for none to find a key that another left. */
const SECONDS_APART = 1200

const phases = [
  'import',
  'idle',
  'preview',
  'save',
  'delivery',
  'night in force',
  'last two nights',
  'night afterwards',
  'sweep',
] as const
export type Phase = (typeof phases)[number]

/** Schools that are delivered within five minutes of each other: as close as all are on the one date of a year. */
const neighbours = Array.from(
  { length: 1000 },
  (_, index) => `${10 + Math.floor(index / 100)}AB${String(index % 100).padStart(2, '0')}`,
)
  .filter(isSchoolId)
  .filter(schoolId => plannedAt(schoolId, DATE) < FIVE_PAST_SEVEN)

type Metered = ReturnType<typeof meter>
type Service = Awaited<ReturnType<typeof localService>>

/** What schools with one save, one preview, one delivery and one administrator ask of AWS, phase by phase. */
export const schoolYear = async (schoolCount: number): Promise<Readonly<Record<Phase, Counts>>> => {
  const metered = meter()
  const settings = { seed: 'empty', clock: '2027-06-25T10:01:00+02:00' } as const
  const service = await localService(settings, metered.log, metered.onCall)
  metered.follow(service.environment.time.clock)
  try {
    const schoolIds = neighbours.slice(0, schoolCount)
    await bringFigures(service, metered, schoolIds)
    for (const schoolId of schoolIds) await aSave(service, metered, schoolId)
    await theDates(service, metered)
  } finally {
    await service.stop()
  }
  return Object.fromEntries(phases.map(phase => [phase, metered.countsOf(phase)])) as Record<Phase, Counts>
}

const bringFigures = async (service: Service, metered: Metered, schoolIds: readonly string[]) => {
  metered.begin('import')
  const operator = await service.caller(operatorUser())
  const deliveryWindows = [{ fromDate: DATE, untilDate: DATE, eligibility: 'all' }]
  await operator.put('/v1/school-years/2026-2027', { deliveryWindows })
  await operator.bring('schools', schoolsFile(BOARD, 'VO', schoolIds))
  await operator.bring('administrators', administratorsFile(BOARD, ['beheer@99001.example']))
  await operator.bring('pupils', pupilsOf(schoolIds))
  await operator.bring(
    'respondents',
    respondentsFile(...schoolIds.map(schoolId => ({ schoolId, respondents }))),
  )
  metered.begin('idle')
  await wait(service, 300)
}

/** In one file, under one header. */
const pupilsOf = (schoolIds: readonly string[]): string => {
  const [first = '', ...others] = schoolIds.map(schoolId => pupilsFile(schoolId, respondents))
  return first + others.map(file => file.slice(file.indexOf('\n') + 1)).join('')
}

const wait = async (service: Service, seconds: number) =>
  service.moveClockTo(secondsAfter(await service.now(), seconds))

/** Looks at the report as people read it, and gives consent. */
const aSave = async (service: Service, metered: Metered, schoolId: string): Promise<void> => {
  const school = await service.caller(schoolUser(schoolId))
  metered.begin('preview')
  const headers = { accept: 'application/pdf' }
  const report = await school.request({ path: paths.report(schoolId, 'education-type'), headers })
  answered(metered, 'report-api', report.headers)
  metered.begin('save')
  const given = await school.give(schoolId, terms({ deliveryDate: DATE }))
  if (given.status !== 201) throw new Error(`consent was answered with ${given.status}: ${given.text}`)
  answered(metered, 'consent-api', given.headers)
  await wait(service, SECONDS_APART)
}

const answered = (
  metered: Metered,
  by: 'report-api' | 'consent-api',
  headers: Readonly<Record<string, string>>,
): void => {
  metered.add('httpRequests', 1)
  metered.add('bytesOut', Number(headers['content-length']))
  metered.add(`invocations of ${by}`, 1)
}

const theDates = async (service: Service, metered: Metered): Promise<void> => {
  const until = async (phase: Phase | 'between', moment: string) => {
    metered.begin(phase)
    await service.moveClockTo(`${moment}+02:00`)
  }
  await until('between', '2027-06-26T00:00:00')
  await until('night in force', '2027-06-27T00:00:00')
  await until('between', '2027-06-30T00:00:00')
  await until('last two nights', `${DATE}T06:59:00`)
  await until('delivery', `${DATE}T07:59:00`)
  await until('between', '2027-07-02T00:00:00')
  await until('night afterwards', '2027-07-03T00:00:00')
  const { length } = await service.received()
  if (length === 0) throw new Error('nothing was delivered')
}
