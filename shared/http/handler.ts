import { audit } from '../access/audit.ts'
import type { Result } from './answer.ts'
import { toResult } from './answer.ts'
import { type ApiEvent, type ApiPorts, idsOf } from './request.ts'

/** Lets the route answer, and logs who was answered first. */
export const handlerOf =
  (ports: Pick<ApiPorts, 'clock' | 'log'>) =>
  async (event: ApiEvent): Promise<Result> => {
    const { call } = event
    const answer = await call.route.handle(call)
    const { status } = answer
    const varies = call.route.produces.length > 1 && { Vary: 'Accept' }
    const ids = idsOf(event)
    audit(ports, call, { ...ids, status, problem: null })
    ports.log.info('REQUEST_ANSWERED', { ...ids, status })
    return toResult({ ...answer, headers: { ...answer.headers, ...varies } })
  }
