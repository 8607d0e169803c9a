import { sha256Hex } from '../platform/canonical.ts'
import type { ApiEvent } from './request.ts'

/** What is logged of a request: ids, and the route instead of the path. */
export const idsOf = (call: Partial<ApiEvent['call']>): Record<string, string | undefined> => ({
  method: call.route?.method,
  route: call.route?.path,
  traceId: call.traceId,
})

/** The id of one request of a trace: 16 hex digits, as the parent id of W3C Trace Context. */
export const spanIdOf = (requestId: string): string => sha256Hex(requestId).slice(0, 16)
