import * as z from 'zod/mini'
import { personOf } from '../../shared/consent/consent.ts'
import { recordOf } from '../../shared/consent/decider.ts'
import { eventKeyFrom } from '../../shared/consent/event-name.ts'
import type { LogRecord, LogState, RecordedFacts } from '../../shared/consent/log.ts'
import { deliveryIdOf, deliveryView } from '../../shared/delivery/delivery.ts'
import { type DeliveryStatus, deliveryStatuses, deliveryStatusOf } from '../../shared/delivery/status.ts'
import {
  type BoardId,
  isSchoolYear,
  type SchoolId,
  type SchoolYear,
} from '../../shared/directory/identifiers.ts'
import { placeOf } from '../../shared/directory/listing.ts'
import { Problem } from '../../shared/http/problems.ts'
import { route } from '../../shared/http/route.ts'
import type { OperatorApiPorts } from './ports.ts'

/** A page of the list. */
const PAGE = 100

/** How many are looked at together where only some are asked for. */
const FILTERED = 1000

interface Cursor {
  schoolYear: SchoolYear
  place: string
}

/** What a page is asked to go on from: school year, board and school of the last delivery of the page before. */
export const CURSOR = /^[0-9]{4}-[0-9]{4}_[0-9]{5}_[0-9]{2}[A-Z]{2}[0-9]{2}$/

const cursor = z.pipe(
  z.string().check(z.regex(CURSOR)),
  z.transform((text): Cursor => {
    const [schoolYear, boardId, schoolId] = text.split('_') as [SchoolYear, BoardId, SchoolId]
    return { schoolYear, place: placeOf(boardId, schoolId) }
  }),
)

const query = z.strictObject({
  schoolYear: z.optional(z.custom<SchoolYear>(isSchoolYear)),
  status: z.optional(z.enum(deliveryStatuses)),
  cursor: z.optional(cursor),
})

/** GET: deliveries by school year, newest first, then by board and school; `cursor` is where the page before ended. */
export const listDeliveries = (ports: OperatorApiPorts) =>
  route({
    operationId: 'listDeliveries',
    method: 'GET',
    path: '/v1/deliveries',
    reach: 'all',
    roles: ['operator'],
    query,
    handle: async ({ query: { schoolYear, status, cursor } }) => {
      const years = schoolYear ? [{ schoolYear }] : await ports.calendar.years()
      const left = years.map(year => year.schoolYear).filter(year => !cursor || year <= cursor.schoolYear)
      const found = await firstOf(ports, left, cursor, status)
      const page = found.slice(0, PAGE)
      const nextCursor = found.length > PAGE ? cursorOf(page.at(-1)!) : null
      return { status: 200, body: { items: await itemsOf(ports, page), nextCursor } }
    },
  })

/** A page and one more, where there is one; read by key, from where the page before ended. */
const firstOf = async (
  { events }: OperatorApiPorts,
  schoolYears: readonly SchoolYear[],
  cursor: Cursor | undefined,
  status: DeliveryStatus | undefined,
): Promise<readonly RecordedFacts[]> => {
  const found: RecordedFacts[] = []
  for (const schoolYear of schoolYears) {
    let place = cursor?.schoolYear === schoolYear ? cursor.place : undefined
    do {
      const read = await events.headsAfter(schoolYear, place, status ? FILTERED : PAGE + 1)
      found.push(...read.heads.filter(({ state }) => isAsked(state, status)))
      if (found.length > PAGE) return found
      place = read.next
    } while (place)
  }
  return found
}

const isAsked = ({ phase }: LogState, status: DeliveryStatus | undefined): boolean =>
  status ? deliveryStatusOf[phase] === status : deliveryStatusOf[phase] !== null

/** `2026-2027_99001_99AA00` */
const cursorOf = (head: RecordedFacts): string =>
  `${head.schoolYear}_${head.state.consent.boardId}_${head.schoolId}`

/** Of deliveries under way the attempts are counted beside the event, so that those are read once more. */
const itemsOf = async ({ events }: OperatorApiPorts, page: readonly RecordedFacts[]) => {
  const underWay = page.filter(({ state }) => state.phase === 'in-delivery')
  const records = underWay.length > 0 ? await events.records(underWay) : []
  const posts = new Map(records.map(record => [record.schoolId + record.schoolYear, record.effects.posts]))
  return page.map(head => ({
    ...deliveryView({ ...head, effects: { posts: posts.get(head.schoolId + head.schoolYear) ?? 0 } }),
    schoolId: head.schoolId,
    schoolName: head.state.consent.schoolName,
    schoolYear: head.schoolYear,
    deliveryDate: head.state.consent.terms.deliveryDate,
  }))
}

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
      const event = { type: 'delivery-retried', at: now, by: personOf(caller) } as const
      const record = recordOf(key, head, event, { request: null, traceId })
      if ((await events.appendDurably(record)) === 'conflict') {
        if (!(await isOwn(events, record))) throw new Problem('delivery-not-failed')
        await events.makeDurable(record)
      }
      return { status: 202, body: deliveryView(record) }
    },
  })

/** Whether the event of that number was made by this very request, where the answer to the write was lost. */
const isOwn = async (events: OperatorApiPorts['events'], record: LogRecord): Promise<boolean> => {
  const taken = await events.record(record, record.version)
  return taken?.type === record.type && taken.by?.sub === record.by?.sub && taken.traceId === record.traceId
}
