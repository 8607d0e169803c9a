import { recordOf } from '../../../shared/consent/decider.ts'
import type { ConsentEvent, LogRecord } from '../../../shared/consent/log.ts'
import type { BoardId, SchoolId, SchoolYear } from '../../../shared/directory/identifiers.ts'
import type { School } from '../../../shared/directory/ports.ts'
import { window } from '../builders.ts'
import { results } from './survey.ts'
import { type TestApi, testApi } from './test-api.ts'

export const YEAR = '2026-2027' as SchoolYear

const schoolOf = (
  schoolId: string,
  boardId: string,
  sector: School['sector'],
  schoolName: string,
): School => ({
  schoolId: schoolId as SchoolId,
  schoolName,
  city: 'Zierikzee',
  sector,
  boardId: boardId as BoardId,
  boardName: `Stichting ${boardId}`,
})

/** One school of each sort, with two boards that can be mailed and one that cannot. */
export const schools = {
  /** HAVO of twelve, and an IB of four that is withheld. */
  vo: schoolOf('99AA00', '99001', 'VO', 'Scholengemeenschap Zuid'),
  /** ProZO! results: at the level of education types only. */
  prozo: schoolOf('99AB00', '99001', 'VO', 'Praktijkschool Noord'),
  /** Four respondents in all. */
  four: schoolOf('99AC00', '99001', 'VO', 'De Kleine School'),
  withoutResults: schoolOf('99AD00', '99001', 'VO', 'De Nieuwe School'),
  foreign: schoolOf('99BA00', '99002', 'PO', 'Basisschool West'),
  withoutAdministrator: schoolOf('99CA00', '99003', 'PO', 'Basisschool Oost'),
} as const satisfies Record<string, School>

/** A fixed date, a period, and a date to catch up. */
export const windows = [
  window('2027-06-01'),
  window('2027-06-28', '2027-07-02'),
  window('2027-09-01', '2027-09-01', 'not-delivered'),
] as const

/** The API over that fixture. */
export const apiFixture = async (start?: string): Promise<TestApi> => {
  const api = testApi(start)
  await loadFixture(api)
  return api
}

/** A fixture of schools: a calendar, administrators, results and pupils. */
export const loadFixture = async ({
  directory,
  calendar,
  store,
}: Pick<TestApi, 'directory' | 'calendar' | 'store'>): Promise<void> => {
  await directory.saveSchools(Object.values(schools))
  for (const boardId of ['99001', '99002'] as BoardId[]) {
    const email = `beheer@${boardId}.example`
    await directory.saveAdministrators(boardId, {
      items: [{ name: 'Gerrit Gebruiker', email }],
      reminders: false,
    })
  }
  await calendar.save(YEAR, windows)
  const { vo, prozo, four, foreign, withoutAdministrator } = schools
  await store.saveResults(vo.schoolId, YEAR, results('LTO-VO', { HAVO: 12, IB: 4 }))
  await store.savePupils(vo.schoolId, YEAR, { HAVO: 31, IB: 9 }, results('LTO-VO', {}).importedAt)
  await store.saveResults(prozo.schoolId, YEAR, results('PROZO', { PRO: 8 }))
  await store.saveResults(four.schoolId, YEAR, results('LTO-VO', { PRO: 4 }))
  await store.saveResults(foreign.schoolId, YEAR, results('LTO-PO', { BO: 20 }))
  await store.saveResults(withoutAdministrator.schoolId, YEAR, results('LTO-PO', { BO: 20 }))
}

type Told = ConsentEvent extends infer Event
  ? Event extends ConsentEvent
    ? Omit<Event, 'at' | 'by'>
    : never
  : never

/** Lets something happen to a consent that only the service itself does, now. */
export const happen = async (
  { events, clock }: TestApi,
  { schoolId }: School,
  event: Extract<
    Told,
    { type: 'results-changed' | 'delivery-started' | 'nothing-to-deliver' | 'delivered' | 'delivery-failed' }
  >,
): Promise<LogRecord> => {
  const key = { schoolId, schoolYear: YEAR }
  const record = recordOf(key, await events.head(key), { ...event, at: clock(), by: null })
  if ((await events.append(record)) === 'conflict') throw new Error(`${event.type} came too late`)
  return record
}

/** Its delivery begins and fails for good, now. */
export const failNow = async (api: TestApi, school: School, attempts = 1): Promise<void> => {
  await happen(api, school, { type: 'delivery-started' })
  await happen(api, school, { type: 'delivery-failed', attempts })
}

/** Its delivery begins and ends well, now. */
export const deliverNow = async (api: TestApi, school: School, attempts = 1): Promise<void> => {
  await happen(api, school, { type: 'delivery-started' })
  const receipt = { receiptId: 'IVO-1', receivedAt: api.clock() }
  await happen(api, school, { type: 'delivered', receipt, attempts })
}
