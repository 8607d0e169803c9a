import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import * as z from 'zod/mini'
import type { Log } from '../platform/log.ts'
import type { Deployments, Versions, WaitingDeployment } from './ports.ts'

/** A request that anybody may make, without a token, and what a version of a function must answer to it. */
export interface SmokeTest {
  /** The version's ARN. */
  readonly version: string
  readonly path: string
  /** The document that is for anyone, or the refusal of who brings no token. */
  readonly status: 200 | 401
}

export interface SmokeTestPorts {
  readonly smokeTests: readonly SmokeTest[]
  /** What the front adds to every request, where the API has one. */
  readonly headers: Readonly<Record<string, string>>
  readonly versions: Versions
  readonly deployments: Deployments
  /** Makes an id that was never given before. */
  readonly newId: () => string
  readonly log: Log
}

/** Calls every version as callers would, and lets the deployment go on where all of them answer as they must. */
export const runSmokeTests = async (ports: SmokeTestPorts, deployment: WaitingDeployment): Promise<void> => {
  const held = await Promise.all(ports.smokeTests.map(smokeTest => holds(ports, smokeTest)))
  await ports.deployments.tell(deployment, held.every(Boolean) ? 'Succeeded' : 'Failed')
}

const holds = async (ports: SmokeTestPorts, smokeTest: SmokeTest): Promise<boolean> => {
  const { versions, headers, newId, log } = ports
  const { version, path, status } = smokeTest
  try {
    const request = { ...requestFor(path, newId()), headers }
    const { statusCode } = answerTo[status].parse(await versions.answer(version, request))
    log.info('SMOKE_TEST_PASSED', { version, path, status: statusCode })
    return true
  } catch (error) {
    log.error('SMOKE_TEST_FAILED', { version, path }, error)
    return false
  }
}

const withVersion = { 'API-Version': z.string() }
const json = z.string().check(z.refine(text => isJson(text, () => true)))
const refusal = z
  .string()
  .check(z.refine(text => isJson(text, body => (body as { code?: unknown }).code === 'unauthenticated')))

/** What is ours in an answer, by its status. */
const answerTo = {
  200: z.object({ statusCode: z.literal(200), headers: z.object(withVersion), body: json }),
  401: z.object({
    statusCode: z.literal(401),
    headers: z.object({ ...withVersion, 'Content-Type': z.literal('application/problem+json') }),
    body: refusal,
  }),
}

const isJson = (text: string, holdsFor: (body: unknown) => boolean): boolean => {
  try {
    return holdsFor(JSON.parse(text))
  } catch {
    return false
  }
}

/** As the HTTP API hands it on. */
const requestFor = (path: string, requestId: string): APIGatewayProxyEventV2 => ({
  version: '2.0',
  routeKey: `ANY ${path}`,
  rawPath: path,
  rawQueryString: '',
  headers: {},
  isBase64Encoded: false,
  requestContext: {
    accountId: '',
    apiId: '',
    domainName: '',
    domainPrefix: '',
    http: { method: 'GET', path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'smoke-test' },
    requestId,
    routeKey: `ANY ${path}`,
    stage: '$default',
    time: '',
    timeEpoch: 0,
  },
})
