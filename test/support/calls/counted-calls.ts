import { recordOf } from '../../../shared/consent/decider.ts'
import type { BoardId, SchoolId } from '../../../shared/directory/identifiers.ts'
import type { School } from '../../../shared/directory/ports.ts'
import * as paths from '../api/paths.ts'
import { boardUser, operator, schoolUser } from '../api/people.ts'
import {
  aSchool,
  given,
  onTheDate,
  results,
  schoolId,
  schoolYear,
  terms,
  traceId,
  window,
} from '../builders.ts'
import { type Counted, countedService } from './counted-service.ts'

type Service = Awaited<ReturnType<typeof countedService>>

/** Boards with so many schools, beside the one school whose year is played. */
const LARGE = [60, 100] as const

const schoolsOf = (size: number): readonly School[] =>
  Array.from({ length: size }, (_, number) =>
    aSchool({
      schoolId: `${String(number % 100).padStart(2, '0')}${size === 60 ? 'AB' : 'CD'}00` as SchoolId,
      boardId: String(10_000 + size) as BoardId,
    }),
  )

/** Every school has results; those of the large boards a consent, whose effects are done. */
const furnish = async ({ directory, calendar, store, events }: Service['ports']): Promise<void> => {
  const large = LARGE.flatMap(schoolsOf)
  const schools = [aSchool(), ...large]
  await directory.saveSchools(schools)
  const items = [{ name: 'B. Beheer', email: 'beheer@bestuur.example.nl' }]
  for (const board of new Set(schools.map(school => school.boardId)))
    await directory.saveAdministrators(board, { items, reminders: false })
  await calendar.save(schoolYear, [window('2027-06-01', '2027-07-31')])
  for (const school of schools) await store.saveResults(school.schoolId, schoolYear, results.results[0]!)
  for (const school of large) {
    const key = { schoolId: school.schoolId, schoolYear }
    await events.append(recordOf(key, undefined, given({ boardId: school.boardId })))
  }
}

/** What the service asks of AWS for what people do and wait for, by what it is; the functions have been asked before. */
export const countedCalls = async (): Promise<Readonly<Record<string, Counted>>> => {
  const service = await countedService()
  await furnish(service.ports)
  const { count, request, processNewest, deliver, time } = service
  const [school, consent] = [schoolUser(schoolId), paths.consent(schoolId)]
  const read = (url: string, as = school) => count(() => request(as, { url }))
  const save = (headers: Record<string, string>, body: object) =>
    count(() => request(school, { method: 'PUT', url: consent, headers, body }))
  const overview = (size: number) =>
    read(`/v1/boards/${10_000 + size}/monitorings?schoolYear=${schoolYear}`, boardUser(String(10_000 + size)))

  const first = {
    'a first save': await save({ 'if-none-match': '*' }, terms()),
    'its effects': await count(processNewest),
  }
  const change = {
    'a change': await save({ 'if-match': '"1"' }, terms({ level: 'school' })),
    'the effects of a change': await count(processNewest),
    'a monitoring': await read(paths.monitoring(schoolId)),
    'a consent': await read(consent),
    'an overview of 60 schools': await overview(60),
    'an overview of 100 schools': await overview(100),
  }
  const deliveries = `/v1/deliveries?schoolYear=${schoolYear}`
  let cursor = ''
  const firstPage = await count(async () => {
    cursor = (await request(operator(), { url: deliveries })).nextCursor
  })
  const pages = {
    'the first page of deliveries': firstPage,
    'the last page of deliveries': await read(`${deliveries}&cursor=${cursor}`, operator()),
  }
  await time.advance(onTheDate)
  const delivered = async (of: SchoolId, version: number, started: number) => {
    await deliver({ schoolId: of, schoolYear, version, traceId })
    await deliver({ schoolId: of, schoolYear, version: started, traceId, attempt: 1 })
  }
  // Asks for the access token; that school is told of other results first.
  await delivered(LARGE.flatMap(schoolsOf)[0]!.schoolId, 1, 3)
  const delivery = {
    'a delivery': await count(() => delivered(schoolId, 2, 3)),
    'the effects of a delivery': await count(processNewest),
  }
  return { ...first, ...change, ...pages, ...delivery }
}
