import * as z from 'zod/mini'

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

/** What `fetch` of Node throws where no answer comes; a timeout without the wait. */
export const noAnswer = (kind: Exclude<InspectorateFault['kind'], 'status'>): Error => {
  switch (kind) {
    case 'timeout':
      return new DOMException('The operation was aborted due to timeout', 'TimeoutError')
    case 'connection-error':
      return fetchFailed('ECONNREFUSED')
    case 'lost-response':
      return fetchFailed('UND_ERR_SOCKET')
  }
}

/** `code` is that of the cause, by which a connection that never was differs from one that broke. */
export const fetchFailed = (code: string): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
