import * as z from 'zod/mini'
import { instantFrom } from '../../shared/platform/time.ts'

/** A moment with an offset, as an instant. */
export const moment = z.pipe(
  z.string(),
  z.transform((text, context) => {
    try {
      return instantFrom(text)
    } catch {
      const message = 'expected a moment with an offset, like 2027-07-01T09:00:00+02:00'
      context.issues.push({ code: 'custom', input: text, message })
      return z.NEVER
    }
  }),
)
