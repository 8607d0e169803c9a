import * as z from 'zod/mini'
import { statusOf } from '../../shared/consent/status.ts'
import { deliveryView } from '../../shared/delivery/delivery.ts'
import { isSchoolYear, type SchoolYear } from '../../shared/directory/identifiers.ts'
import type { School } from '../../shared/directory/ports.ts'
import { downloadAs } from '../../shared/http/download.ts'
import { route } from '../../shared/http/route.ts'
import { type Columns, csvOf } from '../../shared/platform/csv.ts'
import type { BoardApiPorts } from './ports.ts'

export type Item = Awaited<ReturnType<typeof itemOf>>

const columns: Columns<Item> = {
  schoolId: item => item.schoolId,
  schoolName: item => item.schoolName,
  status: item => item.status,
  level: item => item.level,
  deliveryDate: item => item.deliveryDate,
  givenBy: item => item.givenBy?.name ?? null,
  givenAt: item => item.givenAt,
  deliveredAt: item => item.deliveredAt,
  receiptId: item => item.receiptId,
}

const query = z.strictObject({
  schoolYear: z.custom<SchoolYear>(isSchoolYear, {
    params: { code: 'invalid-format', detail: 'Verwacht werd een schooljaar, zoals 2026-2027.' },
  }),
})

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
    load: ({ boardId }) => ports.directory.schoolsOfBoard(boardId),
    handle: async ({ params: { boardId }, facts: schools, query: { schoolYear }, mediaType }) => {
      const items = await Promise.all(schools.map(school => itemOf(ports, school, schoolYear)))
      if (mediaType === 'application/json') return { status: 200, body: { items } }
      const name = `overzicht-${boardId}-${schoolYear}`
      const headers = downloadAs(name, [name], 'csv')
      return { status: 200, headers, body: csvOf(columns, items), mediaType }
    },
  })

const itemOf = async (
  { events, store }: BoardApiPorts,
  { schoolId, schoolName }: School,
  schoolYear: SchoolYear,
) => {
  const [head, data] = await Promise.all([
    events.head({ schoolId, schoolYear }),
    store.read(schoolId, schoolYear),
  ])
  const consent = head?.state.consent
  const delivery = head && deliveryView(head)
  return {
    schoolId,
    schoolName,
    status: statusOf(head?.state, data.results.length > 0),
    level: consent?.terms.level ?? null,
    deliveryDate: consent?.terms.deliveryDate ?? null,
    givenBy: consent ? { name: consent.given.by.name, role: consent.given.by.role } : null,
    givenAt: consent?.given.at ?? null,
    deliveredAt: delivery?.deliveredAt ?? null,
    receiptId: delivery?.receiptId ?? null,
  }
}
