import middy, { type Request } from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import Negotiator from 'negotiator'
import { type Audit, audited } from '../access/audit.ts'
import { callerFrom } from '../access/caller.ts'
import { isOriginSecret, ORIGIN_HEADER } from '../access/origin-verification.ts'
import { reachesBoard, reachesSchool } from '../access/policy.ts'
import type { TokenVerifier } from '../access/ports.ts'
import { type BoardId, isBoardId, isSchoolId, isSchoolYear, type SchoolId } from '../directory/identifiers.ts'
import type { Directory } from '../directory/ports.ts'
import { levels } from '../monitoring/report.ts'
import { sha256Hex } from '../platform/canonical.ts'
import type { Log } from '../platform/log.ts'
import { TemporaryFault } from '../platform/temporary-fault.ts'
import type { Clock } from '../platform/time.ts'
import { traceIdOf } from '../platform/trace.ts'
import { problemResult, toResult } from './answer.ts'
import { bodyFaults, fault, queryFaults } from './faults.ts'
import { invalidRequest, Problem, problemCatalogue } from './problems.ts'
import type { AnyRoute, Call, PathParameters } from './route.ts'

export interface ApiPorts {
  audit: Audit
  clock: Clock
  /** Makes an id that was never given before. */
  newId: () => string
  log: Log
  verifier: TokenVerifier
  /** What only CloudFront and the functions know, where it stands before the API. */
  originSecrets?: readonly string[] | undefined
  directory: Pick<Directory, 'school' | 'boards'>
}

interface Underway extends Call {
  route: AnyRoute
}

type ApiEvent = APIGatewayProxyEventV2 & { call: Underway }
type ApiRequest = Request<ApiEvent, APIGatewayProxyStructuredResultV2>

/** Bodies are read up to 64 KB. */
const LARGEST_BODY = 64 * 1024

/**
 * The handler of an HTTP function. The list below is the order of refusal (contract section 4), the same for every
 * route; what comes after it, 428, 412, 409 and 400 by calendar and results, is the route's own.
 */
export const api = (routes: readonly AnyRoute[], ports: ApiPorts) =>
  middy<ApiEvent, APIGatewayProxyStructuredResultV2>({ timeoutEarlyInMillis: 0 })
    .onError(answerProblem(ports))
    .before(begin(ports))
    .before(verifyOrigin(ports))
    .before(authenticate(routes, ports))
    .before(findRoute(routes))
    .before(checkReach(ports))
    .before(checkRole)
    .before(checkMedia)
    .before(readInput)
    .handler(async ({ call, requestContext }: ApiEvent) => {
      const answer = await call.route.handle(call)
      const { status } = answer
      await audited(ports, call, { spanId: spanIdOf(requestContext.requestId), status, problem: null })
      ports.log.info('REQUEST_ANSWERED', {
        ...idsOf(call),
        status,
        requestId: requestContext.requestId,
      })
      return toResult(answer)
    })

const begin =
  ({ clock, newId }: ApiPorts) =>
  ({ event }: ApiRequest): void => {
    const { headers } = event
    event.call = { now: clock(), traceId: traceIdOf(headers.traceparent, newId), headers } as Underway
  }

/** Refuses what did not come through the front that was put before the API, if one was. */
const verifyOrigin =
  ({ originSecrets }: ApiPorts) =>
  ({ event }: ApiRequest): void => {
    if (originSecrets && !isOriginSecret(originSecrets, event.headers[ORIGIN_HEADER] ?? ''))
      throw new Problem('forbidden', 'Deze API is alleen te bereiken op het adres van de dienst.')
  }

const authenticate =
  (routes: readonly AnyRoute[], { verifier }: ApiPorts) =>
  async ({ event }: ApiRequest): Promise<void> => {
    if (onPathOf(event, routes).some(({ roles }) => roles === 'anyone')) return
    const { now } = event.call
    const { authorization = '' } = event.headers
    const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1]
    const caller = token && callerFrom(await verifier.verify(token, now))
    if (!caller)
      throw new Problem('unauthenticated', 'Stuur een geldig toegangstoken mee (Authorization: Bearer).', {
        headers: {
          // RFC 6750, 3.1
          'WWW-Authenticate': /^Bearer +\S/i.test(authorization) ? 'Bearer error="invalid_token"' : 'Bearer',
        },
      })
    event.call.caller = caller
  }

const onPathOf = ({ routeKey }: ApiEvent, routes: readonly AnyRoute[]): readonly AnyRoute[] => {
  const path = routeKey.replace(/^ANY /, '')
  return routes.filter(route => route.path === path)
}

const findRoute =
  (routes: readonly AnyRoute[]) =>
  ({ event }: ApiRequest): void => {
    const onPath = onPathOf(event, routes)
    if (onPath.length === 0) throw notFound()
    const route = onPath.find(({ method }) => method === event.requestContext.http.method)
    if (!route)
      throw new Problem('method-not-allowed', 'Gebruik een van de methoden in de header Allow.', {
        headers: { Allow: onPath.map(({ method }) => method).join(', ') },
      })
    event.call = { ...event.call, route, params: event.pathParameters ?? {} } as Underway
  }

const checkReach =
  ({ directory }: ApiPorts) =>
  async ({ event: { call } }: ApiRequest): Promise<void> => {
    const params: Readonly<Record<string, string | undefined>> = call.params as Record<string, string>
    if (!Object.entries(params).every(([name, value]) => wellFormed[name as keyof PathParameters](value)))
      throw notFound()
    const [school, boards, facts] = await Promise.all([
      call.route.reach === 'school' ? directory.school(params.schoolId as SchoolId) : undefined,
      call.route.reach === 'board' ? directory.boards([params.boardId as BoardId]) : undefined,
      call.route.load?.(call.params),
    ])
    const reached = {
      school: school !== undefined && reachesSchool(call.caller, school),
      board: boards?.size === 1 && reachesBoard(call.caller, params.boardId as BoardId),
      all: true,
    }
    if (!reached[call.route.reach]) throw notFound()
    Object.assign(call, { school, facts })
  }

const checkRole = ({ event: { call } }: ApiRequest): void => {
  const { roles } = call.route
  if (roles !== 'anyone' && !roles.includes(call.caller.role))
    throw new Problem('forbidden', 'Deze bewerking is niet voor uw rol bedoeld.')
}

const checkMedia = ({ event }: ApiRequest): void => {
  const { route, headers } = event.call
  const produces = [...(route.produces ?? (['application/json'] as const))]
  // Of what we produce there is one charset, so naming it asks for nothing more.
  const accept = headers.accept?.replaceAll(/;\s*charset=[^;,]*/gi, '') || '*/*'
  const mediaType = new Negotiator({ headers: { accept } }).mediaType(produces)
  if (!mediaType) throw new Problem('not-acceptable', `Wij leveren hier ${produces.join(', ')}.`)
  event.call.mediaType = mediaType as Call['mediaType']
  if (!route.body) return
  if (bodyOf(event).length > LARGEST_BODY)
    throw new Problem('body-too-large', 'Een bericht is hoogstens 64 KB groot.')
  if (!/^application\/json *(;|$)/i.test(headers['content-type'] ?? ''))
    throw new Problem('unsupported-media-type', 'Stuur het bericht als application/json.')
}

const readInput = ({ event }: ApiRequest): void => {
  const { route } = event.call
  const body = route.body && parsedJson(event)
  const [parsedBody, parsedQuery] = [
    route.body?.safeParse(body),
    route.query?.safeParse(event.queryStringParameters ?? {}),
  ]
  const faults = [
    ...(parsedBody?.success === false ? bodyFaults(parsedBody.error.issues, body) : []),
    ...(parsedQuery?.success === false
      ? queryFaults(parsedQuery.error.issues, event.queryStringParameters)
      : []),
  ]
  if (faults.length > 0) throw invalidRequest(faults)
  Object.assign(event.call, { body: parsedBody?.data, query: parsedQuery?.data })
}

const parsedJson = (event: APIGatewayProxyEventV2): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bodyOf(event)))
  } catch {
    throw invalidRequest([fault('', 'invalid-format', 'Het bericht is geen geldige JSON in UTF-8.')])
  }
}

const bodyOf = ({ body, isBase64Encoded }: APIGatewayProxyEventV2): Buffer =>
  Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8')

const wellFormed: Readonly<Record<keyof PathParameters, (value: unknown) => boolean>> = {
  schoolId: isSchoolId,
  boardId: isBoardId,
  schoolYear: isSchoolYear,
  level: value => (levels as readonly unknown[]).includes(value),
  importId: value => typeof value === 'string',
  deliveryId: value => typeof value === 'string',
}

const notFound = (): Problem => new Problem('not-found', 'Wat u zoekt bestaat niet, of u mag het niet zien.')

/**
 * A refusal is the caller's; anything else thrown is ours, answered with fixed words and logged as such. What cannot be
 * audited is such a fault as well, whatever it was before.
 */
const answerProblem =
  (ports: ApiPorts) =>
  async (request: ApiRequest): Promise<void> => {
    const { event } = request
    const { requestId } = event.requestContext
    const thrown: unknown = await auditedProblem(ports, event, request.error).catch(fault => fault)
    const problem = asProblem(thrown)
    const ids = { ...idsOf(event.call), problem: problem.code, requestId }
    if (problem === thrown) ports.log.info('REQUEST_REFUSED', ids)
    else ports.log.error('REQUEST_FAILED', ids, thrown)
    request.response = problemResult(problem, event.rawPath)
  }

/** The same again, once it is written down. */
const auditedProblem = async (ports: ApiPorts, event: ApiEvent, thrown: unknown): Promise<unknown> => {
  const { code } = asProblem(thrown)
  const spanId = spanIdOf(event.requestContext.requestId)
  await audited(ports, event.call, { spanId, status: problemCatalogue[code].status, problem: code })
  return thrown
}

const asProblem = (thrown: unknown): Problem => (thrown instanceof Problem ? thrown : faultAsProblem(thrown))

const spanIdOf = (requestId: string): string => sha256Hex(requestId).slice(0, 16)

/** To the SDK throttling and a broken connection are no fault of the service: only their names tell that they pass. */
const PASSING = [
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TooManyRequestsException',
  'TimeoutError',
]

const passesByItself = (error: unknown): boolean =>
  error instanceof TemporaryFault ||
  (error instanceof Error &&
    (PASSING.includes(error.name) ||
      '$retryable' in error ||
      ('$fault' in error && error.$fault === 'server')))

/** What passes by itself (throttling, a service that is away) may be tried again. */
const faultAsProblem = (error: unknown): Problem =>
  passesByItself(error)
    ? new Problem('temporarily-unavailable', 'Probeer het zo dadelijk opnieuw.', {
        headers: { 'Retry-After': '5' },
      })
    : new Problem(
        'internal-error',
        'Er ging bij ons iets mis. Er is niets gewijzigd of de wijziging is volledig verwerkt.',
      )

const idsOf = (call: Partial<Underway>): Record<string, string | undefined> => ({
  method: call.route?.method,
  route: call.route?.path,
  traceId: call.traceId,
})
