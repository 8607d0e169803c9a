import { describe, expect, it } from 'vitest'
import { apiFixture } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { operator, schoolUser } from '../support/api/people.ts'
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
      for (const caller of [{ as: operator() }, {}]) {
        const get = await api.request({ path, ...caller })
        const head = await api.request({ method: 'HEAD', path, ...caller })
        const { 'content-length': length, ...headers } = head.headers
        expect({ ...head, headers }).toEqual({ ...get, text: '', body: undefined })
        expect(Number(length)).toBe(Buffer.byteLength(get.text))
      }
    },
  )

  it('is audited as the reading that it is', async () => {
    const api = await apiFixture()
    const path = paths.monitoring('99AA00')
    await api.request({ method: 'HEAD', path, as: schoolUser('99AA00') })
    expect(api.audited()).toMatchObject([{ name: 'getMonitoring', attributes: { 'http.status': 200 } }])
  })
})
