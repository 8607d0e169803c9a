import * as z from 'zod/mini'
import { type Caller, reachesSchool } from '../../shared/access/policy.ts'
import { type SchoolStatus, schoolStatusesOf } from '../../shared/consent/school-statuses.ts'
import { isNamed, placeByName, placeFrom, sortedByName } from '../../shared/directory/by-name.ts'
import { type BoardId, isBoardId } from '../../shared/directory/identifiers.ts'
import type { ListedSchool } from '../../shared/directory/ports.ts'
import { route } from '../../shared/http/route.ts'
import { always, fault } from '../../shared/platform/text.ts'
import { schoolYear, searched, status } from './filters.ts'
import type { BoardApiPorts } from './ports.ts'

/** A page of the list. */
const PAGE = 100

/** What a page is asked to go on from: code and name of the last school of the one before, in letters that a URL takes. */
export const CURSOR = /^[0-9]{2}[A-Z]{2}[0-9]{2}_[A-Za-z0-9_-]{0,900}$/

const cursorOf = (school: ListedSchool): string => {
  const [name, schoolId] = placeByName(school).split('\t') as [string, string]
  return `${schoolId}_${Buffer.from(name).toString('base64url')}`
}

const placeOfCursor = (cursor: string): string =>
  placeFrom(Buffer.from(cursor.slice(7), 'base64url').toString(), cursor.slice(0, 6))

const query = z
  .strictObject({
    schoolYear: z.optional(schoolYear),
    status: z.optional(status),
    boardId: z.optional(z.custom<BoardId>(isBoardId)),
    q: z._default(searched, ''),
    cursor: z.optional(z.pipe(z.string().check(z.regex(CURSOR)), z.transform(placeOfCursor))),
  })
  .check(
    z.refine(({ schoolYear, status }) => status === undefined || schoolYear !== undefined, {
      ...always,
      path: ['schoolYear'],
      ...fault('required', 'Een status is er alleen van een schooljaar.'),
    }),
  )

type Query = z.infer<typeof query>

/** GET: the schools in the caller's reach by name; with a school year also where each stands. */
export const listSchools = (ports: BoardApiPorts) =>
  route({
    operationId: 'listSchools',
    method: 'GET',
    path: '/v1/schools',
    reach: 'all',
    roles: ['school', 'board', 'operator'],
    query,
    handle: async ({ caller, query }) => {
      const schools = (await schoolsFor(ports, caller, query)).filter(school => isAsked(school, query))
      const found = await withStatus(ports, schools, query)
      const page = found.slice(0, PAGE)
      const nextCursor = found.length > PAGE ? cursorOf(page.at(-1)!.school) : null
      return { status: 200, body: { items: page.map(itemOf), nextCursor } }
    },
  })

/** Those in reach by name, from where the page before ended; of all schools no more than are looked at. */
const schoolsFor = async (
  { directory }: BoardApiPorts,
  caller: Caller,
  { boardId, status, q, cursor: after }: Query,
): Promise<readonly ListedSchool[]> => {
  if (caller.role === 'operator' && !boardId)
    return directory.schoolsByName(status || q ? { after } : { after, limit: PAGE + 1 })
  const schools = await schoolsOf(directory, caller, boardId)
  return sortedByName(schools.filter(school => reachesSchool(caller, school))).filter(
    school => !after || placeByName(school) > after,
  )
}

const schoolsOf = async (
  directory: BoardApiPorts['directory'],
  caller: Caller,
  boardId: BoardId | undefined,
): Promise<readonly ListedSchool[]> => {
  if (caller.role === 'school') return directory.listedSchools([...new Set(caller.schools)])
  return directory.schoolsOfBoard(caller.role === 'board' ? caller.board : boardId!)
}

const isAsked = (school: ListedSchool, { boardId, q }: Query): boolean =>
  (!boardId || school.boardId === boardId) && isNamed(school, q)

interface Found {
  school: ListedSchool
  schoolStatus: SchoolStatus | undefined
}

const withStatus = async (
  ports: BoardApiPorts,
  schools: readonly ListedSchool[],
  { schoolYear, status }: Query,
): Promise<readonly Found[]> => {
  const looked = status ? schools : schools.slice(0, PAGE + 1)
  if (!schoolYear) return looked.map(school => ({ school, schoolStatus: undefined }))
  const schoolStatusOf = await schoolStatusesOf(ports, looked, schoolYear)
  return looked
    .map(school => ({ school, schoolStatus: schoolStatusOf(school.schoolId) }))
    .filter(({ schoolStatus }) => !status || schoolStatus?.status === status)
}

export type Item = ReturnType<typeof itemOf>

const itemOf = ({ school, schoolStatus }: Found) => {
  const { schoolId, schoolName, boardId, boardName, sector } = school
  return { schoolId, schoolName, boardId, boardName, sector, ...(schoolStatus && statusIn(schoolStatus)) }
}

const statusIn = ({ status, head }: SchoolStatus) => ({
  status,
  level: head?.state.consent.terms.level ?? null,
  deliveryDate: head?.state.consent.terms.deliveryDate ?? null,
})
