import * as z from 'zod/mini'
import { levelInWords, warningInWords } from '../../shared/consent/in-words.ts'
import { obstacleInWords, obstaclesTo } from '../../shared/consent/obstacles.ts'
import { type SchoolStatus, schoolStatusesOf } from '../../shared/consent/school-statuses.ts'
import { statusInWords } from '../../shared/consent/status.ts'
import { warningsOf } from '../../shared/consent/warnings.ts'
import { isNamed } from '../../shared/directory/by-name.ts'
import type { DeliveryWindow, School } from '../../shared/directory/ports.ts'
import { downloadAs } from '../../shared/http/download.ts'
import { route } from '../../shared/http/route.ts'
import { type Columns, csvOf } from '../../shared/platform/csv.ts'
import { type Instant, momentInFigures } from '../../shared/platform/time.ts'
import { schoolYear, searched, status } from './filters.ts'
import type { BoardApiPorts } from './ports.ts'

export type Item = ReturnType<typeof itemOf>

/** For people: words, and moments as the clock read in Europe/Amsterdam. */
const columns: Columns<Item> = {
  Vestigingscode: item => item.schoolId,
  Vestigingsnaam: item => item.schoolName,
  Status: item => statusInWords[item.status],
  'Let op': ({ obstacles, warnings = [] }) =>
    [
      ...obstacles.map(obstacle => obstacleInWords[obstacle]),
      ...warnings.map(warning => warningInWords[warning]),
    ].join(', '),
  Versie: item => item.version,
  Doorleverniveau: item => item.level && levelInWords[item.level],
  Doorleverdatum: item => item.deliveryDate,
  'Gegeven door': item => item.givenBy?.name ?? null,
  'Gegeven op': item => item.givenAt && momentInFigures(item.givenAt),
  'Geleverd op': item => item.deliveredAt && momentInFigures(item.deliveredAt),
  Ontvangstnummer: item => item.receiptId,
}

const query = z.strictObject({ schoolYear, status: z.optional(status), q: z._default(searched, '') })

/** GET: where each school of the board stands in a school year, by school id. */
export const getOverview = (ports: BoardApiPorts) =>
  route({
    operationId: 'getOverview',
    method: 'GET',
    path: '/v1/boards/{boardId}/monitorings',
    reach: 'board',
    roles: ['board', 'operator'],
    produces: ['application/json', 'text/csv'],
    query,
    load: ({ boardId }) =>
      Promise.all([ports.directory.schoolsOfBoard(boardId), ports.directory.administrators(boardId)]),
    handle: async ({
      params: { boardId },
      facts: [schools, administrators],
      query: { schoolYear, status, q },
      mediaType,
      now,
    }) => {
      const [schoolStatusOf, windows] = await Promise.all([
        schoolStatusesOf(ports, schools, schoolYear),
        ports.calendar.windows(schoolYear),
      ])
      const board = { boardHasAdministrators: administrators !== undefined, windows }
      const items = schools
        .filter(school => isNamed(school, q))
        .flatMap(school => {
          const schoolStatus = schoolStatusOf(school.schoolId)
          return schoolStatus ? [itemOf(school, schoolStatus, board, now)] : []
        })
        .filter(item => !status || item.status === status)
      if (mediaType === 'application/json') return { status: 200, body: { items } }
      const name = `overzicht-${boardId}-${schoolYear}`
      const headers = downloadAs(name, [name], 'csv')
      return { status: 200, headers, body: csvOf(columns, items), mediaType }
    },
  })

const itemOf = (
  { schoolId, schoolName }: School,
  { head, hasResults, status }: SchoolStatus,
  board: { boardHasAdministrators: boolean; windows: readonly DeliveryWindow[] },
  now: Instant,
) => {
  const consent = head?.state.consent
  const receipt = head?.state.receipt
  const warnings = head ? warningsOf(head) : []
  return {
    schoolId,
    schoolName,
    status,
    obstacles: obstaclesTo(head?.state, { hasResults, ...board }, now),
    ...(warnings.length > 0 && { warnings }),
    version: head?.version ?? null,
    level: consent?.terms.level ?? null,
    deliveryDate: consent?.terms.deliveryDate ?? null,
    givenBy: consent ? { name: consent.given.by.name, role: consent.given.by.role } : null,
    givenAt: consent?.given.at ?? null,
    deliveredAt: receipt?.receivedAt ?? null,
    receiptId: receipt?.receiptId ?? null,
  }
}
