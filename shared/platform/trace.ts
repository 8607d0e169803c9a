import { sha256Hex } from './canonical.ts'

declare const traceId: unique symbol

/**
 * Joins all that one request set going: its answer, the event it made, the mail, the schedule and the delivery. 32 hex
 * digits, as the trace id of W3C Trace Context.
 */
export type TraceId = string & { readonly [traceId]: true }

/** The trace a caller goes on with, by the header `traceparent` (W3C Trace Context, 3.2); else a new one, of a new id. */
export const traceIdOf = (traceparent: string | undefined, newId: () => string): TraceId => {
  const [, given] =
    /^[0-9a-e][0-9a-f]-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-|$)/.exec(traceparent ?? '') ?? []
  const isTrace = given !== undefined && !/^0+$/.test(given)
  return (isTrace ? given : sha256Hex(newId()).slice(0, 32)) as TraceId
}
