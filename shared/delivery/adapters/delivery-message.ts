import * as z from 'zod/mini'
import { isSchoolId, isSchoolYear, type SchoolId, type SchoolYear } from '../../directory/identifiers.ts'
import type { TraceId } from '../../platform/trace.ts'
import type { DeliveryTrigger } from '../ports.ts'

const triggerSchema = z.object({
  schoolId: z.custom<SchoolId>(isSchoolId),
  schoolYear: z.custom<SchoolYear>(isSchoolYear),
  version: z.int().check(z.positive()),
  traceId: z.custom<TraceId>(value => typeof value === 'string'),
  attempt: z.optional(z.int().check(z.positive())),
})

/** The body of a message on the queues of deliveries, whoever puts it there: JSON of ids, numbers and nothing else. */
export const messageOf = ({ schoolId, schoolYear, version, traceId, attempt }: DeliveryTrigger): string =>
  JSON.stringify({ schoolId, schoolYear, version, traceId, attempt })

/** Reads `messageOf` back. Throws for any other text: nothing but we and our schedules write to the queues. */
export const triggerFrom = (message: string): DeliveryTrigger => triggerSchema.parse(JSON.parse(message))
