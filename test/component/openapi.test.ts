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
import { routes } from '../support/api/routes.ts'
import type { Consent } from '../support/api/shapes.ts'
import { terms } from '../support/api/terms.ts'
import type { TestApi } from '../support/api/test-api.ts'

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
    const contract = routes.map(({ method, path: whole, roles, reach }) => {
      const [template = ''] = whole.split('?')
      return { method, path: template.replace(/\/reports\/.*/, '/reports/{level}'), roles, reach }
    })
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

describe('what is asked of every answer', () => {
  const as = schoolUser('99AA00')
  const at = paths.consent('99AA00')
  const give = (api: TestApi) =>
    api.request<Consent>({
      method: 'PUT',
      path: at,
      as,
      body: terms(),
      headers: { 'if-none-match': '*' },
    })

  it('is that the document tells of all there is in it', async () => {
    const answer = await give(await apiFixture())
    const { body, headers } = answer
    const { statement: _, ...incomplete } = body
    const { etag: __, ...withoutETag } = headers
    const wrong = (changes: object) => wrongByDocument('PUT', at, { ...answer, ...changes })
    expect(wrong({})).toEqual([])
    expect(wrong({ body: { ...body, secret: 1 } })).toEqual([' must NOT have additional properties'])
    expect(wrong({ body: { ...body, conduct: { ...body.conduct, secret: 1 } } })).toHaveLength(1)
    expect(wrong({ body: incomplete })).toEqual([" must have required property 'statement'"])
    expect(wrong({ body: { ...body, version: '1' } })).toEqual(['/version must be integer'])
    expect(wrong({ body: { ...body, givenAt: '2027-05-11T14:03:00+02:00' } })).toHaveLength(1)
    expect(wrong({ headers: withoutETag })).toEqual(['header ETag must be string'])
    expect(wrong({ headers: { ...headers, etag: '1' } })).toHaveLength(1)
    expect(wrong({ headers: { ...headers, 'x-powered-by': 'chance' } })).toEqual([
      'header x-powered-by is not documented',
    ])
    expect(wrong({ headers: { ...headers, 'content-type': 'text/plain' } })).toEqual([
      'text/plain is not documented for 201',
    ])
    expect(wrong({ status: 202 })).toEqual(['status 202 of saveConsent is not documented'])
  })

  it('is that a problem is one of those of its operation', async () => {
    const api = await apiFixture()
    const answer = await api.request({ path: at, as })
    expect(answer.body.code).toBe('consent-not-found')
    expect(wrongByDocument('GET', at, answer)).toEqual([])
    const other = { ...answer, body: { ...answer.body, code: 'delivery-not-found' } }
    expect(wrongByDocument('GET', at, other as typeof answer)).toHaveLength(1)
    expect(wrongByDocument('GET', paths.monitoring('99AA00'), answer)).toHaveLength(1)
    expect(wrongByDocument('PATCH', at, answer)).toEqual(['PATCH is answered with 404'])
    expect(wrongByDocument('GET', '/v1/elsewhere', { ...answer, status: 200 })).toEqual([
      'the path is not documented',
    ])
  })
})
