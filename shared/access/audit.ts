import { API_VERSION } from '../platform/api-version.ts'
import { sha256Hex } from '../platform/canonical.ts'
import type { Log } from '../platform/log.ts'
import type { Clock, Instant } from '../platform/time.ts'
import type { TraceId } from '../platform/trace.ts'
import type { Caller } from './policy.ts'

/** A request that somebody made who is known, as far as it came. */
export interface Audited {
  traceId: TraceId
  now: Instant
  caller?: Caller | undefined
  /** Absent where the path or the method has none. */
  route?: { operationId: string } | undefined
  /** What the path named: school, school year, board, level, import or delivery. */
  params?: unknown
}

/** How a request ended. */
interface Ended {
  /** The gateway's, of one request of a trace. */
  requestId: string
  status: number
  /** The code of the problem that was answered. */
  problem: string | null
}

/** Ids are short and of few characters; whatever else stands in a path is left out, for it may be anything. */
const isId = (entry: [string, unknown]): entry is [string, string] =>
  typeof entry[1] === 'string' && /^[0-9A-Za-z_-]{1,64}$/.test(entry[1])

/**
 * Writes down who saw, changed or tried what, by ids alone, before it is answered; nothing where it is not known who. In the
 * fields of Logboek dataverwerkingen (Logius), as far as they fit; the attributes beside `dpl` are ours. The log shows
 * `user.id` only to who may see it, by the place of it in the line (`infra/constructs/api-log.ts`).
 */
export const audit = (
  { log, clock }: { log: Log; clock: Clock },
  { traceId, now, caller, route, params }: Audited,
  { requestId, status, problem }: Ended,
): void => {
  if (!caller) return
  const name = route?.operationId ?? 'unknown'
  log.info('REQUEST_AUDITED', {
    trace_id: traceId,
    // 16 hex digits, as the parent id of W3C Trace Context.
    operation_id: sha256Hex(requestId).slice(0, 16),
    name,
    start_time: now,
    end_time: clock(),
    status_code: status < 500 ? 'Ok' : 'Error',
    resource: { name: 'doorlevering', version: API_VERSION },
    attributes: {
      'dpl.core.processing_activity_id': `urn:doorlevering:processing:${name}`,
      'user.id': caller.sub,
      'user.role': caller.role,
      'http.status': status,
      problem,
      ...Object.fromEntries(Object.entries(params ?? {}).filter(isId)),
    },
  })
}
