import * as z from 'zod/mini'
import { fault } from './text.ts'
import { type LocalDate, localDateFrom } from './time.ts'

/** A day that exists, as a request has it. */
export const day = z
  .string()
  .check(
    z.refine(text => localDateFrom(text) !== undefined, fault('invalid-date')),
  ) as z.ZodMiniType as z.ZodMiniType<LocalDate>
