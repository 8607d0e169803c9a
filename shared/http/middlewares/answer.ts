import { audit } from '../../access/audit.ts'
import type { Result } from '../answer.ts'
import { toResult } from '../answer.ts'
import type { ApiEvent, ApiPorts } from '../request.ts'
import { idsOf, spanIdOf } from '../request-ids.ts'

/** Lets the route answer, and logs who was answered first. */
export const answerOf =
  (ports: Pick<ApiPorts, 'clock' | 'log'>) =>
  async ({ call, requestContext: { requestId } }: ApiEvent): Promise<Result> => {
    const answer = await call.route.handle(call)
    const { status } = answer
    const varies = call.route.produces.length > 1 && { Vary: 'Accept' }
    audit(ports, call, { spanId: spanIdOf(requestId), status, problem: null })
    ports.log.info('REQUEST_ANSWERED', { ...idsOf(call), status, requestId })
    return toResult({ ...answer, headers: { ...answer.headers, ...varies } })
  }
