import { describe, expect, it } from 'vitest'
import { serviceError } from '../../infra/local/fakes/sdk.ts'
import { apiFixture } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { operator, schoolUser } from '../support/api/people.ts'
import { filled, routes } from '../support/api/routes.ts'
import type { Consent, Event, Items, Problem } from '../support/api/shapes.ts'
import { terms } from '../support/api/terms.ts'
import type { TestApi } from '../support/api/test-api.ts'

const as = schoolUser('99AA00')
const path = paths.consent('99AA00')
const giving = { method: 'PUT', path, as, body: terms(), headers: { 'if-none-match': '*' } }

const give = async (): Promise<TestApi> => {
  const api = await apiFixture()
  expect((await api.save('99AA00')).status).toBe(201)
  return api
}

describe('a problem', () => {
  it('asks for a token where there is none that holds', async () => {
    const api = await apiFixture()
    for (const authorization of [
      undefined,
      '',
      'Bearer',
      'Bearer ',
      'Basic YTpi',
      'Bearer a b',
      'Bearer é',
      'Bearer not.a.token',
    ]) {
      const { status, headers, body } = await api.request<Problem>({
        path,
        headers: authorization === undefined ? {} : { authorization },
      })
      expect({ status, code: body.code, challenge: headers['www-authenticate'] }).toEqual({
        status: 401,
        code: 'unauthenticated',
        challenge: /^Bearer \S/.test(authorization ?? '') ? 'Bearer error="invalid_token"' : 'Bearer',
      })
    }
  })
})

describe('a path that is none of ours', () => {
  const unknown = [
    '/',
    '/v1',
    '/v1/',
    '/v2/schools/99AA00/monitorings',
    '/v1/schools/',
    '/v1/schools/99AA00',
    '/v1/schools/99AA00/monitorings/2026-2027/reports',
    '/v1/schools/99AA00/monitorings/2026-2027/delivery/attempts',
    '/V1/schools/99AA00/monitorings',
    '/v1//schools/99AA00/monitorings',
    '/v1/boards/99001',
    '/v1/school-years/',
    '/v1/deliveries/99AA00_2026-2027_1',
    '/v1/imports/import-1/file',
    '/%76%31/imports',
  ]
  it.each(unknown)('%s is not found, and is nobody’s to know without a token', async unknownPath => {
    const api = await apiFixture()
    for (const method of ['GET', 'PUT', 'OPTIONS']) {
      const { status, body } = await api.request<Problem>({ method, path: unknownPath, as: operator() })
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'not-found' })
      expect((await api.request({ method, path: unknownPath })).status).toBe(401)
    }
  })

  it.each([...new Set(routes.map(route => filled(route.path).replace(/\?.*/, '')))])(
    '%s/ has no slash at its end',
    async known => {
      const api = await give()
      const { status, body } = await api.request<Problem>({ path: `${known}/`, as: operator() })
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'not-found' })
    },
  )
})

describe('a method that a path does not have', () => {
  const methodsOf = Map.groupBy(routes, route => route.path.replace(/\?.*/, ''))
  const cells = [...methodsOf].flatMap(([template, known]) => {
    const allowed = known.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    const others = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY', 'get']
    return others
      .filter(method => !allowed.some(one => one === method))
      .map(method => ({ method, template, allowed }))
  })
  it.each(cells)('$method $template is refused with those it has', async ({ method, template, allowed }) => {
    const api = await apiFixture()
    const { status, headers, body } = await api.request<Problem>({ method, path: filled(template), as })
    expect(status).toBe(405)
    if (method !== 'HEAD') expect(body.code).toBe('method-not-allowed')
    expect((headers.allow ?? '').split(', ').sort()).toEqual([...allowed].sort())
  })
})

describe('a service that fails', () => {
  const secret = 'Kees de Boer <kees@99001.example>'
  const bugs = [
    new TypeError(secret),
    new Error(`first line\n    at ${secret}`),
    Object.assign(new Error(secret), { name: 'AccessDeniedException', $fault: 'client' }),
  ]

  it.each(bugs)('answers a bug with fixed words: %o', async before => {
    const api = await give()
    api.failTable(() => ({ before }))
    for (const request of [giving, { path, as }, { path: '/v1/school-years/2026-2027', as }]) {
      const { status, text, headers, body } = await api.request<Problem>(request)
      expect({ status, code: body.code }).toEqual({ status: 500, code: 'internal-error' })
      expect(headers['retry-after']).toBeUndefined()
      expect(text).not.toContain('Kees')
      expect(text).not.toMatch(/TypeError|at |\.ts|AccessDenied|first line/)
    }
    expect(api.log.lines.filter(({ level }) => level === 'error').map(({ code }) => code)).toEqual(
      Array(3).fill('REQUEST_FAILED'),
    )
    expect(api.log.told(['Kees', '99001.example'])).toEqual([])
  })

  const passing = [
    'ProvisionedThroughputExceededException',
    'RequestLimitExceeded',
    'ThrottlingException',
    'TooManyRequestsException',
  ].map(name => serviceError(name, 400, secret))
  it.each([
    ...passing,
    serviceError('ServiceUnavailable', 503, secret),
    serviceError('InternalServerError', 500, secret),
    serviceError('SlowDown', 503, secret),
    Object.assign(new Error(secret), { name: 'TimeoutError', code: 'ECONNRESET' }),
  ])('asks to come back soon where the trouble passes by itself: $name', async before => {
    const api = await give()
    api.failTable(() => ({ before }))
    const { status, text, headers, body } = await api.request<Problem>({ path, as })
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'temporarily-unavailable' })
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect(text).not.toContain('Kees')
    expect(api.log.told(['Kees'])).toEqual([])
  })

  it('takes a save whose answer was lost for the same save when it comes again', async () => {
    const api = await apiFixture()
    api.failTable(name =>
      name === 'PutCommand' ? { after: serviceError('ServiceUnavailable', 503, secret) } : undefined,
    )
    const lost = await api.request<Problem>(giving)
    expect(lost.status).toBe(503)
    api.failTable(() => undefined)
    const again = await api.request<Consent>(giving)
    expect(again).toMatchObject({ status: 201, headers: { etag: '"1"' }, body: { version: 1 } })
    const history = await api.request<Items<Event>>({ path: paths.events('99AA00'), as })
    expect(history.body.items).toHaveLength(1)
  })

  it('is known by its logs, which hold an id of the request and no more than the route', async () => {
    const api = await give()
    api.failTable(() => ({ before: new Error(secret) }))
    await api.request({ path, as })
    expect(JSON.parse(api.log.lines.at(-1)?.text ?? '')).toMatchObject({
      method: 'GET',
      route: '/v1/schools/{schoolId}/monitorings/{schoolYear}/consent',
      problem: 'internal-error',
      requestId: expect.stringMatching(/^id-\d+$/),
      error: 'Error',
    })
  })
})
