import { PutObjectCommand } from '@aws-sdk/client-s3'
import type { ConsentTerms } from '../../shared/consent/terms.ts'
import type { BoardId, SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import { requestImport } from '../../shared/ingestion/requests.ts'
import { uploadKeyOf } from '../../shared/ingestion/upload-key.ts'
import type { Instant } from '../../shared/platform/time.ts'
import { settings } from '../simulation/environment/functions.ts'
import { schoolYear } from '../simulation/environment/operations.ts'
import { boardId, people } from '../simulation/environment/people.ts'
import { day, terms, window } from '../support/builders.ts'
import { group, survey } from '../unit/monitoring/survey.ts'
import type { OperatedService } from './operated-service.ts'

export const schoolIdAt = (number: number): SchoolId => `99AA${String(number).padStart(2, '0')}` as SchoolId

const { board } = people()

/** Schools of one board with results, and days that can be chosen from. */
export const furnish = async (
  { functions }: OperatedService,
  { schools, days }: { schools: number; days: readonly string[] },
): Promise<void> => {
  const { directory, calendar, store } = functions.ports
  const ids = Array.from({ length: schools }, (_, number) => schoolIdAt(number))
  await directory.saveSchools(
    ids.map(schoolId => ({
      schoolId,
      schoolName: `School ${schoolId}`,
      city: 'Delft',
      sector: 'VO' as const,
      boardId: boardId as BoardId,
      boardName: 'Stichting Zuid',
    })),
  )
  const administrators = [{ name: 'B. Beheer', email: 'beheer@bestuur.example' }]
  await directory.saveAdministrators(boardId as BoardId, { items: administrators, reminders: true })
  // The first sweep says that a new table lacks nothing.
  await functions.invoke('sweep', {})
  await calendar.save(
    schoolYear as SchoolYear,
    days.map(date => window(date)),
  )
  const [results] = survey({ HAVO: group(6), VWO: group(7) }).results
  for (const schoolId of ids)
    if (results) await store.saveResults(schoolId, schoolYear as SchoolYear, results)
}

const termsFor = (date: string): ConsentTerms => terms({ deliveryDate: day(date) })

/** Somebody of the board saves; answers the status. `startsFrom`: the version they saw, 0 for none. */
export const save = (service: OperatedService, schoolId: SchoolId, date: string, startsFrom = 0) =>
  service.call(schoolId, board, { kind: 'save', startsFrom, terms: termsFor(date) })

export const withdraw = (service: OperatedService, schoolId: SchoolId, startsFrom: number) =>
  service.call(schoolId, board, { kind: 'withdraw', startsFrom })

export const read = (service: OperatedService, schoolId: SchoolId) =>
  service.call(schoolId, board, { kind: 'read' })

let imports = 0

/** An operator uploads a file of pupils; answers the id of the import. */
export const bring = async (
  { functions, services, time }: OperatedService,
  file: string,
): Promise<string> => {
  const { imports: store, uploads } = functions.ports
  const presign = async (_key: unknown, now: Instant) => ({ uploadUrl: 'sim', expiresAt: now })
  imports += 1
  const newId = () => `import-${imports}`
  const ports = { imports: store, uploads: { ...uploads, presign }, clock: time.clock, newId }
  const { importId } = await requestImport(ports, 'pupils')
  const Key = uploadKeyOf({ importId, kind: 'pupils' })
  await services.uploads.send(new PutObjectCommand({ Bucket: settings.UPLOADS_BUCKET, Key, Body: file }))
  return importId
}

/** A file of how many pupils schools have, all of the same type. */
export const pupilsOf = (schoolIds: readonly SchoolId[], pupils: number): string =>
  [
    'VESTIGINGSCODE;SCHOOLJAAR;ONDERWIJSSOORT;LEERLINGEN',
    ...schoolIds.map(schoolId => [schoolId, schoolYear, 'HAVO', pupils].join(';')),
  ].join('\n')
