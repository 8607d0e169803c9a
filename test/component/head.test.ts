import { describe, expect, it } from 'vitest'
import { apiFixture } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, operator, schoolUser } from '../support/api/people.ts'
import { filled, nameOf, routes } from '../support/api/routes.ts'

const readable = [
  ...routes.filter(({ method }) => method === 'GET'),
  { method: 'GET', path: '/v1/openapi.json' } as const,
]

describe('HEAD', () => {
  it.each(readable.map(route => ({ name: nameOf(route), path: filled(route.path) })))(
    'is answered as $name, without the body',
    async ({ path }) => {
      const api = await apiFixture()
      const get = await api.request({ path, as: operator() })
      const head = await api.request({ method: 'HEAD', path, as: operator() })
      const { 'content-length': length, ...headers } = head.headers
      expect({ status: head.status, headers, text: head.text }).toEqual({
        status: get.status,
        headers: get.headers,
        text: '',
      })
      expect(Number(length)).toBe(Buffer.byteLength(get.text))
    },
  )

  it('is refused as GET is, without the body', async () => {
    const api = await apiFixture()
    const as = schoolUser('99AA00')
    const refused = [
      { path: paths.monitoring('99AA00') },
      { path: '/v1/nowhere', as },
      { path: paths.monitoring('99ZZ99'), as },
      { path: '/v1/deliveries', as },
      { path: paths.monitoring('99AA00'), as, headers: { accept: 'image/png' } },
      { path: `${paths.monitoring('99AA00')}?x=1`, as },
      { path: paths.consent('99AA00'), as },
    ]
    const statuses = []
    for (const request of refused) {
      const get = await api.request(request)
      const head = await api.request({ ...request, method: 'HEAD' })
      const { 'content-length': length, ...headers } = head.headers
      expect({ ...head, headers }).toEqual({ ...get, headers: get.headers, text: '', body: undefined })
      expect(Number(length)).toBe(Buffer.byteLength(get.text))
      statuses.push(head.status)
    }
    expect(statuses).toEqual([401, 404, 404, 403, 406, 400, 404])
  })

  it('is for who may GET, and stands in Allow wherever GET does', async () => {
    const api = await apiFixture()
    const path = '/v1/boards/99001/administrators'
    expect((await api.request({ method: 'HEAD', path, as: boardUser('99001') })).status).toBe(200)
    expect((await api.request({ method: 'HEAD', path, as: boardUser('99002') })).status).toBe(404)
    const { headers } = await api.request({ method: 'POST', path, as: boardUser('99001') })
    expect(headers.allow).toBe('GET, HEAD, PUT')
    const withoutGet = await api.request({ method: 'HEAD', path: '/v1/imports', as: operator() })
    expect({ status: withoutGet.status, allow: withoutGet.headers.allow }).toEqual({
      status: 405,
      allow: 'POST',
    })
  })

  it('is audited as the reading that it is', async () => {
    const api = await apiFixture()
    const path = paths.monitoring('99AA00')
    await api.request({ method: 'HEAD', path, as: schoolUser('99AA00') })
    expect(api.audited()).toMatchObject([{ name: 'getMonitoring', attributes: { 'http.status': 200 } }])
  })
})
