import { describe, expect, it } from 'vitest'
import { faultsOf } from '../support/api/answer.ts'
import { apiFixture } from '../support/api/fixture.ts'
import { boardUser, operator } from '../support/api/people.ts'
import { filled, nameOf, routes } from '../support/api/routes.ts'
import type { Problem } from '../support/api/shapes.ts'

const askedFor = (path: string, query: string) => `${path}${path.includes('?') ? '&' : '?'}${query}`

describe('a query parameter', () => {
  it.each(routes.map(route => ({ name: nameOf(route), route })))(
    'that is misspelled is a fault of $name',
    async ({ route }) => {
      const api = await apiFixture()
      const { method, path, roles, body, headers } = route
      const as = roles.includes('operator') ? operator() : boardUser('99001')
      const request = { method, as, ...(body !== undefined && { body }), ...(headers && { headers }) }
      const answer = await api.request<Problem>({
        ...request,
        path: askedFor(filled(path), 'Statuz=failed'),
      })
      expect({ status: answer.status, code: answer.body.code }).toEqual({
        status: 400,
        code: 'invalid-request',
      })
      expect(faultsOf(answer)).toEqual(['Statuz unknown-parameter'])
    },
  )

  const deliveries = async (query: string) =>
    (await apiFixture()).request<Problem>({ path: `/v1/deliveries?${query}`, as: operator() })

  it.each(['Status=failed', 'status%20=failed', 'status[]=failed', 'statu%73es=failed', '__proto__=1', '=1'])(
    'is known by its exact name: %s is unknown',
    async query => {
      const [name] = new URLSearchParams(query).keys()
      expect(faultsOf(await deliveries(query))).toEqual([`${name} unknown-parameter`])
    },
  )

  it('may be written with escapes', async () => {
    expect((await deliveries('%73tatus=fail%65d')).status).toBe(200)
  })

  it.each(['status=failed&status=failed', 'status=failed&status=planned', 'status=failed&%73tatus='])(
    'that is given twice is a fault, also where both say the same: %s',
    async query => {
      const answer = await deliveries(query)
      expect(faultsOf(answer)).toEqual(['status invalid-format'])
      expect(answer.body.errors?.[0]?.detail).toBe('Geef deze parameter één keer.')
    },
  )

  it('is told of with all others at once, and with the faults of the body', async () => {
    expect(faultsOf(await deliveries('Status=x&status=x&cursor=x&schoolYear=x&Status=y'))).toEqual([
      'Status unknown-parameter',
      'cursor invalid-format',
      'schoolYear invalid-format',
      'status invalid-format',
    ])
    const api = await apiFixture()
    const request = { method: 'POST', as: operator(), body: { kind: 'pupil' } }
    const { body } = await api.request<Problem>({ ...request, path: '/v1/imports?kind=pupils' })
    expect(body.errors).toMatchObject([
      { pointer: '/kind', code: 'invalid-format' },
      { parameter: 'kind', code: 'unknown-parameter' },
    ])
  })

  it('does not matter to the document that is for anyone', async () => {
    const api = await apiFixture()
    for (const query of ['v=1', 'v=1&v=2', 'status=x'])
      expect((await api.request({ path: `/v1/openapi.json?${query}` })).status).toBe(200)
  })
})
