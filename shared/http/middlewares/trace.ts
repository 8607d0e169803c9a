import { traceIdOf } from '../../platform/trace.ts'
import type { ApiEvent, ApiPorts, Middleware } from '../request.ts'

/** Begins the call: when it is, and the trace that it goes on with. */
export const trace = ({ clock, newId }: Pick<ApiPorts, 'clock' | 'newId'>): Middleware => ({
  before: ({ event }) => {
    const { headers } = event
    event.call = {
      now: clock(),
      traceId: traceIdOf(headers.traceparent, newId),
      headers,
    } as ApiEvent['call']
  },
})
