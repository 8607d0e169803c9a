import * as z from 'zod/mini'
import { NotSent } from '../../shared/delivery/adapters/exchange.ts'

const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().check(z.minimum(200), z.maximum(599)),
    retryAfterSeconds: z.optional(z.int().check(z.nonnegative())),
  }),
  z.strictObject({ kind: z.enum(['timeout', 'connection-error', 'lost-response']) }),
])

/** Faults as tests and portal developers order them, one for each delivery to come. */
export const faultsSchema = z.array(faultSchema).check(z.maxLength(20_000))

export type InspectorateFault = z.infer<typeof faultSchema>

/** What the sender meets where no answer comes; a timeout without the wait. */
export const noAnswer = (kind: Exclude<InspectorateFault['kind'], 'status'>): Error => {
  switch (kind) {
    case 'timeout':
      return new DOMException('The operation was aborted due to timeout', 'TimeoutError')
    case 'connection-error':
      return new NotSent('no connection')
    case 'lost-response':
      return new Error('socket hang up')
  }
}
