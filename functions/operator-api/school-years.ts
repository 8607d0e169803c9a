import * as z from 'zod/mini'
import { type DeliveryWindow, windowFields } from '../../shared/directory/ports.ts'
import { etagOfShown, replacedBy } from '../../shared/http/etag.ts'
import { Problem } from '../../shared/http/problems.ts'
import type { Answer } from '../../shared/http/route.ts'
import { route } from '../../shared/http/route.ts'
import { day } from '../../shared/platform/day.ts'
import { always, fault } from '../../shared/platform/text.ts'
import type { OperatorApiPorts } from './ports.ts'

const path = '/v1/school-years/{schoolYear}'

const isDay = (sent: unknown): boolean => day.safeParse(sent).success

const calendar = z.strictObject({
  deliveryWindows: z
    .array(
      z.strictObject(windowFields).check(
        z.refine(
          ({ fromDate, untilDate }) => !isDay(fromDate) || !isDay(untilDate) || fromDate <= untilDate,
          {
            ...always,
            path: ['untilDate'],
            ...fault('invalid-format', 'Kies een laatste dag op of na de eerste.'),
          },
        ),
      ),
    )
    .check(z.maxLength(100)),
})

/** GET: the school years that have a window, newest first. */
export const listSchoolYears = (ports: OperatorApiPorts) =>
  route({
    operationId: 'listSchoolYears',
    method: 'GET',
    path: '/v1/school-years',
    reach: 'all',
    roles: ['school', 'board', 'operator'],
    handle: async () => {
      const years = await ports.calendar.years()
      return {
        status: 200,
        body: { items: years.filter(({ deliveryWindows }) => deliveryWindows.length > 0) },
      }
    },
  })

/** GET: the delivery windows of a school year; none where no operator set any. */
export const getSchoolYear = (ports: OperatorApiPorts) =>
  route({
    operationId: 'getSchoolYear',
    method: 'GET',
    path,
    reach: 'all',
    roles: ['school', 'board', 'operator'],
    handle: async ({ params }) => answerOf(await ports.calendar.windows(params.schoolYear)),
  })

/** PUT: replaces them all. Consents already given keep their date. */
export const putSchoolYear = (ports: OperatorApiPorts) =>
  route({
    operationId: 'replaceSchoolYear',
    method: 'PUT',
    path,
    reach: 'all',
    roles: ['operator'],
    body: calendar,
    refuses: ['version-required', 'version-mismatch'],
    handle: async ({ params: { schoolYear }, body: { deliveryWindows }, headers }) => {
      const replaces = await replacedBy(headers, () => ports.calendar.windows(schoolYear))
      const kept = await ports.calendar.save(schoolYear, deliveryWindows, replaces)
      if (!kept) throw new Problem('version-mismatch')
      return answerOf(kept)
    },
  })

const answerOf = (deliveryWindows: readonly DeliveryWindow[]): Answer => ({
  status: 200,
  headers: { ETag: etagOfShown(deliveryWindows) },
  body: { deliveryWindows },
})
