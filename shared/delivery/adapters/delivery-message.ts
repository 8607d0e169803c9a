import * as z from 'zod/mini'
import { isSchoolId, isSchoolYear, type SchoolId, type SchoolYear } from '../../directory/identifiers.ts'
import type { TraceId } from '../../platform/trace.ts'
import type { DeliveryTrigger } from '../ports.ts'

const triggerSchema = z.object({
  schoolId: z.custom<SchoolId>(isSchoolId),
  schoolYear: z.custom<SchoolYear>(isSchoolYear),
  version: z.int().check(z.positive()),
  traceId: z.custom<TraceId>(value => typeof value === 'string'),
})

/** The body of a message on the queue of deliveries, whoever puts it there: JSON of two ids, a version and a trace id. */
export const messageOf = ({ schoolId, schoolYear, version, traceId }: DeliveryTrigger): string =>
  JSON.stringify({ schoolId, schoolYear, version, traceId })

/** Reads `messageOf` back. Throws for any other text: nothing but we and our schedules write to the queue. */
export const triggerFrom = (message: string): DeliveryTrigger => triggerSchema.parse(JSON.parse(message))
