import { audit } from '../../access/audit.ts'
import { TemporaryFault } from '../../platform/temporary-fault.ts'
import { problemResult } from '../answer.ts'
import { Problem, problems } from '../problems.ts'
import { type ApiPorts, idsOf, type Middleware } from '../request.ts'

/** A refusal is the caller's; anything else thrown is ours, answered with fixed words and logged as such. */
export const problemAnswer = (ports: Pick<ApiPorts, 'clock' | 'log'>): Middleware => ({
  onError: request => {
    const { event, error } = request
    const problem = asProblem(error)
    const { code } = problem
    const ids = { ...idsOf(event), problem: code }
    audit(ports, event.call, { ...ids, status: problems[code].status })
    if (problem === error) ports.log.info('REQUEST_REFUSED', ids)
    else ports.log.error('REQUEST_FAILED', ids, error)
    request.response = problemResult(problem, event.rawPath)
  },
})

const asProblem = (thrown: unknown): Problem => {
  if (thrown instanceof Problem) return thrown
  return isTransient(thrown)
    ? new Problem('temporarily-unavailable', { headers: { 'Retry-After': '5' } })
    : new Problem('internal-error')
}

/** Errors of the SDK that are transient, though it does not mark them as such. */
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
