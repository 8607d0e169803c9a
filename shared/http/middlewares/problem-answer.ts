import { audited } from '../../access/audit.ts'
import { TemporaryFault } from '../../platform/temporary-fault.ts'
import { problemResult } from '../answer.ts'
import { Problem, problems } from '../problems.ts'
import type { ApiEvent, ApiPorts, Middleware } from '../request.ts'
import { idsOf, spanIdOf } from '../request-ids.ts'

/**
 * A refusal is the caller's; anything else thrown is ours, answered with fixed words and logged as such. What cannot be
 * audited is such a fault as well, whatever it was before.
 */
export const problemAnswer = (ports: Pick<ApiPorts, 'audit' | 'clock' | 'log'>): Middleware => ({
  onError: async request => {
    const { event } = request
    const { requestId } = event.requestContext
    const thrown: unknown = await auditedProblem(ports, event, request.error).catch(fault => fault)
    const problem = asProblem(thrown)
    const ids = { ...idsOf(event.call), problem: problem.code, requestId }
    if (problem === thrown) ports.log.info('REQUEST_REFUSED', ids)
    else ports.log.error('REQUEST_FAILED', ids, thrown)
    request.response = problemResult(problem, event.rawPath)
  },
})

/** The same again, once it is written down. */
const auditedProblem = async (
  ports: Pick<ApiPorts, 'audit' | 'clock'>,
  { call, requestContext }: ApiEvent,
  thrown: unknown,
): Promise<unknown> => {
  const { code } = asProblem(thrown)
  const spanId = spanIdOf(requestContext.requestId)
  await audited(ports, call, { spanId, status: problems[code].status, problem: code })
  return thrown
}

const asProblem = (thrown: unknown): Problem => {
  if (thrown instanceof Problem) return thrown
  return isTransient(thrown)
    ? new Problem('temporarily-unavailable', { headers: { 'Retry-After': '5' } })
    : new Problem('internal-error')
}

/** To the SDK throttling and a broken connection are no fault of the service: only their names tell that they are transient. */
const TRANSIENT = [
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TooManyRequestsException',
  'TimeoutError',
]

const isTransient = (error: unknown): boolean =>
  error instanceof TemporaryFault ||
  (error instanceof Error &&
    (TRANSIENT.includes(error.name) ||
      '$retryable' in error ||
      ('$fault' in error && error.$fault === 'server')))
