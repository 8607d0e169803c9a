import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { httpPaths } from '../../infra/manifests.ts'
import { clientTypes } from '../../scripts/openapi/client.ts'
import { openApiDocument } from '../../scripts/openapi/document.ts'
import { problemsPage } from '../../scripts/openapi/problems-page.ts'
import { API_VERSION } from '../../shared/platform/api-version.ts'
import { openApi, operations, wrongByDocument } from '../support/api/documented.ts'
import { apiFixture } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { operator, schoolUser } from '../support/api/people.ts'
import { routes, templateOf } from '../support/api/routes.ts'

const kept = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const path = '/v1/openapi.json'

describe('the OpenAPI document', () => {
  it('is the one that the routes make: `npm run openapi` after a change', async () => {
    const made = openApiDocument()
    expect(`${JSON.stringify(made, null, 2)}\n`).toBe(kept('docs/openapi.json'))
    expect(await clientTypes(made)).toBe(kept('client/doorlevering.ts'))
  })

  it('has its problems on a page that the catalogue makes', () => {
    expect(problemsPage()).toBe(kept('docs/problems.md'))
  })

  it('has every route of the contract, for those who may use it, and no other', () => {
    const contract = routes.map(({ method, path, roles, reach }) => ({
      method,
      path: templateOf(path),
      roles,
      reach,
    }))
    const documented = operations
      .filter(({ operation }) => operation.operationId !== 'getOpenApi')
      .map(({ method, path, operation }) => ({
        method,
        path,
        roles: operation['x-roles'],
        reach: operation['x-reach'],
      }))
    expect(new Set(documented)).toEqual(new Set(contract))
    expect(operations).toHaveLength(routes.length + 1)
  })

  it('has every path that a function answers', () => {
    expect(new Set(operations.map(operation => operation.path))).toEqual(
      new Set(Object.values(httpPaths).flat()),
    )
  })

  it('says the version of the API, which is the newest of the changelog', () => {
    expect(openApi.info.version).toBe(API_VERSION)
    expect(/^## API (\S+?),? /m.exec(kept('CHANGELOG.md'))?.[1]).toBe(API_VERSION)
  })
})

describe('GET /v1/openapi.json', () => {
  it('gives the document to anyone, and to pages of any site', async () => {
    const api = await apiFixture()
    for (const asked of [
      { path },
      { path, as: operator() },
      { path, headers: { authorization: 'Bearer no' } },
    ]) {
      const { status, headers, text } = await api.request(asked)
      expect({ status, cors: headers['access-control-allow-origin'] }).toEqual({ status: 200, cors: '*' })
      expect(text).toBe(kept('docs/openapi.json'))
    }
  })

  it('needs nothing that can fail', async () => {
    const api = await apiFixture()
    api.failTable(() => ({ before: new Error('no table') }))
    expect((await api.request({ path })).status).toBe(200)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s, with or without a token', async method => {
    const api = await apiFixture()
    for (const asked of [{ path }, { path, as: operator() }]) {
      const { status, headers } = await api.request({ ...asked, method })
      expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, HEAD' })
    }
  })

  it('is not to be had in another form, or at a path that only looks like it', async () => {
    const api = await apiFixture()
    expect((await api.request({ path, headers: { accept: 'text/html' } })).status).toBe(406)
    for (const other of ['/v1/openapiXjson', '/v1/openapi.json/', '/v1/openapi.yaml', '/openapi.json'])
      expect((await api.request({ path: other })).status).toBe(401)
  })
})

it('is held against every answer of these tests: status, headers, body, and the code of a problem', async () => {
  const [path, as] = [paths.consent('99AA00'), schoolUser('99AA00')]
  const api = await apiFixture()
  const absent = await api.request({ path, as })
  const otherProblem = { ...absent.body, code: 'delivery-not-found' }
  expect(wrongByDocument('GET', path, { ...absent, body: otherProblem })).toHaveLength(1)
  const answer = await api.save('99AA00')
  const { statement: _, ...incomplete } = answer.body
  const { etag: __, ...withoutETag } = answer.headers
  for (const changes of [
    { status: 202 },
    { headers: withoutETag },
    { headers: { ...answer.headers, 'x-powered-by': 'chance' } },
    { body: { ...answer.body, conduct: { ...answer.body.conduct, secret: 1 } } },
    { body: incomplete },
  ])
    expect(wrongByDocument('PUT', path, { ...answer, ...changes }), JSON.stringify(changes)).toHaveLength(1)
})
