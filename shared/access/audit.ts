import type { Clock, Instant } from '../platform/time.ts'
import type { TraceId } from '../platform/trace.ts'
import type { Caller } from './policy.ts'

/** Who saw, changed or tried what, by ids alone; the one place in which it is written who somebody is. */
export interface AuditEntry {
  traceId: TraceId
  /** One request of a trace: 16 hex digits. */
  spanId: string
  /** The operation of the API; null where the path or the method has none. */
  operation: string | null
  by: Pick<Caller, 'sub' | 'role'>
  /** What the path named: school, school year, board, level, import or delivery. */
  about: Readonly<Record<string, string>>
  startedAt: Instant
  endedAt: Instant
  status: number
  /** The code of the problem that was answered. */
  problem: string | null
}

/** Where entries are written that nobody changes. Throws where that cannot be done: then nothing may be answered. */
export interface Audit {
  record(entry: AuditEntry): Promise<void>
}

/** A request that somebody made who is known, as far as it came. */
export interface Audited {
  traceId: TraceId
  now: Instant
  caller?: Caller | undefined
  route?: { operationId: string } | undefined
  params?: unknown
}

/** Ids are short and of few characters; whatever else stands in a path is left out, for it may be anything. */
const isId = ([, value]: [string, unknown]): boolean =>
  typeof value === 'string' && /^[0-9A-Za-z_-]{1,64}$/.test(value)

/** Writes down how a request ended, where it is known who made it. */
export const audited = async (
  { audit, clock }: { audit: Audit; clock: Clock },
  { traceId, now, caller, route, params }: Audited,
  { spanId, status, problem }: Pick<AuditEntry, 'spanId' | 'status' | 'problem'>,
): Promise<void> => {
  if (!caller) return
  await audit.record({
    traceId,
    spanId,
    operation: route?.operationId ?? null,
    by: { sub: caller.sub, role: caller.role },
    about: Object.fromEntries(Object.entries(params ?? {}).filter(isId)),
    startedAt: now,
    endedAt: clock(),
    status,
    problem,
  })
}
