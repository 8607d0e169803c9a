import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { beforeEach, describe, expect, it } from 'vitest'
import { make } from '../../functions/smoke-test/handler.ts'
import { httpPaths } from '../../infra/manifests.ts'
import type { Verdict } from '../../shared/rollout/ports.ts'
import type { SmokeTest } from '../../shared/rollout/smoke-test.ts'
import { testApi } from '../support/api/test-api.ts'
import { InMemoryLog } from '../support/doubles/log.ts'

const asked = { DeploymentId: 'd-ABCDEF123', LifecycleEventHookExecutionId: 'eyJhbGciOi' }

const smokeTests: readonly SmokeTest[] = Object.entries(httpPaths).map(([name, [first]]) => ({
  version: name,
  path: first,
  status: first === '/v1/openapi.json' ? 200 : 401,
}))

type Answering = (request: APIGatewayProxyEventV2) => Promise<unknown>

/** The HTTP functions themselves, by their names in the place of their ARNs. */
const realFunctions = (): Record<string, Answering> =>
  Object.fromEntries(
    Object.entries(testApi().functions).map(([name, handler]) => [
      name,
      (request: APIGatewayProxyEventV2) => handler(request as never, {} as Context),
    ]),
  )

let versions: Record<string, Answering>
let log: InMemoryLog
let told: (typeof asked & { status: Verdict })[]

beforeEach(() => {
  versions = realFunctions()
  log = new InMemoryLog()
  told = []
})

const tryAll = (event: object, headers = {}): Promise<void> => {
  const hook = make({
    smokeTests,
    headers,
    versions: { answer: async (version, request) => versions[version]?.(request) },
    deployments: {
      tell: async ({ deploymentId, hookExecutionId }, status) => {
        told.push({ DeploymentId: deploymentId, LifecycleEventHookExecutionId: hookExecutionId, status })
      },
    },
    newId: () => 'id',
    log,
  })
  return hook(event)
}

/** The answer of the real function, with something else about it. */
const spoiling =
  (name: string, spoil: (answer: APIGatewayProxyStructuredResultV2) => unknown): Answering =>
  async request =>
    spoil((await realFunctions()[name]?.(request)) as APIGatewayProxyStructuredResultV2)

const wrong: readonly { readonly what: string; readonly name: string; readonly answers: Answering }[] = [
  {
    what: 'answers 500',
    name: 'consent-api',
    answers: spoiling('consent-api', answer => ({ ...answer, statusCode: 500 })),
  },
  {
    what: 'lets in who has no token',
    name: 'board-api',
    answers: spoiling('board-api', answer => ({ ...answer, statusCode: 200 })),
  },
  {
    what: 'refuses in words that are not ours',
    name: 'report-api',
    answers: spoiling('report-api', answer => ({ ...answer, body: '{"message":"Unauthorized"}' })),
  },
  {
    what: 'refuses in another form',
    name: 'report-api',
    answers: spoiling('report-api', ({ headers, ...answer }) => ({
      ...answer,
      headers: { ...headers, 'Content-Type': 'application/json' },
    })),
  },
  {
    what: 'does not say which version of the API it is',
    name: 'operator-api',
    answers: spoiling('operator-api', answer => ({ ...answer, headers: {} })),
  },
  {
    what: 'serves a document that is cut off',
    name: 'operator-api',
    answers: spoiling('operator-api', answer => ({ ...answer, body: '{"openapi":' })),
  },
  { what: 'answers nothing', name: 'consent-api', answers: async () => undefined },
  {
    what: 'breaks off',
    name: 'operator-api',
    answers: async () => {
      throw new Error('settings missing or wrong')
    },
  },
]

describe('new versions of the HTTP functions', () => {
  it('get callers where each answers who has no token as the contract has it', async () => {
    await tryAll(asked)
    expect(told).toEqual([{ ...asked, status: 'Succeeded' }])
    expect(log.codes).toEqual([
      'SMOKE_TEST_PASSED',
      'SMOKE_TEST_PASSED',
      'SMOKE_TEST_PASSED',
      'SMOKE_TEST_PASSED',
    ])
  })

  it('are called with what the front adds, where the API has one', async () => {
    const front = { 'x-origin-verify': 'kept-by-the-front' }
    const seen: unknown[] = []
    for (const [name, answer] of Object.entries(versions)) {
      versions[name] = async request => {
        seen.push(request.headers)
        return answer(request)
      }
    }
    await tryAll(asked, front)
    expect(seen).toEqual([front, front, front, front])
    expect(told).toMatchObject([{ status: 'Succeeded' }])
  })

  it.each(wrong)('get none where one $what', async ({ name, answers }) => {
    versions[name] = answers
    await tryAll(asked)
    expect(told).toEqual([{ ...asked, status: 'Failed' }])
    const refused = log.lines.filter(({ code }) => code === 'SMOKE_TEST_FAILED')
    expect(refused).toMatchObject([{ level: 'error', ids: { version: name } }])
  })

  it('are told of to nobody where it is not CodeDeploy that asks', async () => {
    await expect(tryAll({ DeploymentId: 'd-ABCDEF123' })).rejects.toThrow()
    expect(told).toEqual([])
  })
})
