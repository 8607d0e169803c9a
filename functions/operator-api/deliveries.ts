import * as z from 'zod/mini'
import { eventKeyFrom } from '../../shared/consent/event-name.ts'
import type { LogRecord } from '../../shared/consent/log.ts'
import type { LogHead } from '../../shared/consent/ports.ts'
import { recordOf } from '../../shared/consent/recording.ts'
import {
  deliveryIdOf,
  deliveryStatuses,
  deliveryStatusOf,
  deliveryView,
} from '../../shared/delivery/delivery.ts'
import { isSchoolYear, type SchoolYear } from '../../shared/directory/identifiers.ts'
import { Problem } from '../../shared/http/problems.ts'
import { route } from '../../shared/http/route.ts'
import type { OperatorApiPorts } from './ports.ts'

/** A page of the list. */
const PAGE = 100

const query = z.strictObject({
  schoolYear: z.optional(z.custom<SchoolYear>(isSchoolYear)),
  status: z.optional(z.enum(deliveryStatuses)),
  cursor: z.optional(z.string().check(z.regex(/^[0-9]{4}-[0-9]{4}_[0-9]{2}[A-Z]{2}[0-9]{2}$/))),
})

/** GET: deliveries by school year, newest first, then by school; `cursor` is where the next page starts. */
export const listDeliveries = (ports: OperatorApiPorts) =>
  route({
    operationId: 'listDeliveries',
    method: 'GET',
    path: '/v1/deliveries',
    reach: 'all',
    roles: ['operator'],
    query,
    handle: async ({ query: { schoolYear, status, cursor } }) => {
      const years = schoolYear ? [schoolYear] : [...(await ports.calendar.schoolYears())].sort().reverse()
      const heads = (await Promise.all(years.map(year => headsOf(ports, year))))
        .flat()
        .filter(({ phase }) =>
          status ? deliveryStatusOf[phase] === status : deliveryStatusOf[phase] !== null,
        )
      const start = cursor ? heads.findIndex(head => isAfter(head, cursor)) : 0
      const page = start < 0 ? [] : heads.slice(start, start + PAGE)
      const more = start >= 0 && heads.length > start + PAGE
      return {
        status: 200,
        body: { items: await itemsOf(ports, page), nextCursor: more ? cursorOf(page.at(-1)!) : null },
      }
    },
  })

/** POST: starts a failed delivery again, with the same id and the same bytes. */
export const retryDelivery = ({ events }: OperatorApiPorts) =>
  route({
    operationId: 'retryDelivery',
    method: 'POST',
    path: '/v1/deliveries/{deliveryId}/attempts',
    reach: 'all',
    roles: ['operator'],
    refuses: ['delivery-not-failed'],
    handle: async ({ params: { deliveryId }, caller, now, traceId }) => {
      const key = eventKeyFrom(deliveryId)
      const head = key && (await events.head(key))
      if (!key || !head || !deliveryView(head) || deliveryIdOf(key, head.state) !== deliveryId)
        throw new Problem('not-found')
      if (head.state.phase !== 'delivery-failed') throw new Problem('delivery-not-failed')
      const { sub, name, role } = caller
      const event = { type: 'delivery-retried', at: now, by: { sub, name, role } } as const
      const record = recordOf(key, head, event, { request: null, traceId })
      if ((await events.append(record)) === 'conflict' && !(await isOwn(events, record)))
        throw new Problem('delivery-not-failed')
      await events.makeDurable(record)
      return { status: 202, body: deliveryView(record) }
    },
  })

/** Whether the event of that number was made by this very request, where the answer to the write was lost. */
const isOwn = async (events: OperatorApiPorts['events'], record: LogRecord): Promise<boolean> => {
  const taken = await events.record(record, record.version)
  return taken?.type === record.type && taken.by?.sub === record.by?.sub && taken.traceId === record.traceId
}

const headsOf = async ({ events }: OperatorApiPorts, schoolYear: SchoolYear): Promise<readonly LogHead[]> =>
  [...(await events.headsOf(schoolYear))].sort((one, other) => (one.schoolId < other.schoolId ? -1 : 1))

const itemsOf = async ({ events }: OperatorApiPorts, page: readonly LogHead[]) =>
  (await events.records(page)).map(record => ({
    ...deliveryView(record),
    schoolId: record.schoolId,
    schoolName: record.state.consent.schoolName,
    schoolYear: record.schoolYear,
    deliveryDate: record.state.consent.terms.deliveryDate,
  }))

const cursorOf = ({ schoolYear, schoolId }: LogHead): string => `${schoolYear}_${schoolId}`

const isAfter = (head: LogHead, cursor: string): boolean => {
  const [schoolYear, schoolId] = cursor.split('_') as [string, string]
  return head.schoolYear < schoolYear || (head.schoolYear === schoolYear && head.schoolId > schoolId)
}
