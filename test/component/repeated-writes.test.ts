import { beforeEach, expect, it } from 'vitest'
import { apiFixture, happen, schools } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, type Claims, operator, schoolUser } from '../support/api/people.ts'
import type { Consent, Items, Monitoring } from '../support/api/shapes.ts'
import { terms } from '../support/api/terms.ts'
import type { TestApi } from '../support/api/test-api.ts'

let api: TestApi
/** From the outside: the answer to each write is lost, and the SDK makes it again. */
beforeEach(async () => {
  api = await apiFixture()
  api.failTable(name => (/^(Put|Update)Command$/.test(name) ? 'repeated' : undefined))
})

const { schoolId } = schools.vo
const [school, board] = [schoolUser(schoolId), boardUser('99001')]

const ask = async (method: string, path: string, as: Claims, body?: unknown, headers = {}) => {
  const { status } = await api.request({ method, path, as, headers, ...(body !== undefined && { body }) })
  return status
}
const read = async <Body>(path: string, as: Claims): Promise<Body> =>
  (await api.request<Body>({ path, as })).body

it('a consent is given, changed and withdrawn, each once', async () => {
  const path = paths.consent(schoolId)
  expect(await ask('PUT', path, school, terms(), { 'if-none-match': '*' })).toBe(201)
  expect(await ask('PUT', path, school, terms({ level: 'school' }), { 'if-match': '"1"' })).toBe(200)
  expect(await ask('DELETE', path, school, undefined, { 'if-match': '"2"' })).toBe(200)
  expect(await read<Consent>(path, school)).toMatchObject({ version: 3, status: 'withdrawn' })
})

it('results are taken back', async () => {
  expect(await ask('DELETE', paths.results(schoolId, 'LTO-VO'), operator())).toBe(204)
  expect((await read<Monitoring>(paths.monitoring(schoolId), school)).results).toEqual([])
  expect(await ask('DELETE', paths.results(schoolId, 'LTO-VO'), operator())).toBe(404)
})

it('an import is asked for', async () => {
  const { status, body } = await api.request<{ importId: string }>({
    ...{ method: 'POST', path: '/v1/imports', as: operator(), body: { kind: 'pupils' } },
  })
  expect(status).toBe(201)
  expect(await read(`/v1/imports/${body.importId}`, operator())).toMatchObject({ status: 'awaiting-upload' })
})

it('administrators are replaced, once', async () => {
  const path = '/v1/boards/99001/administrators'
  const body = { items: [{ name: 'Nieuw Beheer', email: 'nieuw@99001.example' }], reminders: false }
  const { headers } = await api.request({ path, as: board })
  expect(await ask('PUT', path, board, body, { 'if-match': headers.etag })).toBe(200)
  expect(await read(path, board)).toEqual(body)
  expect(await api.directory.administrators('99001' as never, 3)).toBeUndefined()
})

it('the calendar is replaced', async () => {
  const path = '/v1/school-years/2026-2027'
  const { headers } = await api.request({ path, as: operator() })
  expect(await ask('PUT', path, operator(), { deliveryWindows: [] }, { 'if-match': headers.etag })).toBe(200)
})

it('a failed delivery is tried again, once', async () => {
  const { happens } = { happens: happen.bind(undefined, api, schools.vo) }
  await ask('PUT', paths.consent(schoolId), school, terms(), { 'if-none-match': '*' })
  api.failTable(() => undefined)
  await happens({ type: 'delivery-started' })
  await happens({ type: 'delivery-failed', attempts: 1 })
  api.failTable(name => (name === 'PutCommand' ? 'repeated' : undefined))
  expect(await ask('POST', `/v1/deliveries/${schoolId}_2026-2027_1/attempts`, operator())).toBe(202)
  const { items } = await read<Items<{ type: string }>>(paths.events(schoolId), operator())
  expect(items.map(({ type }) => type)).toEqual([
    'given',
    'delivery-started',
    'delivery-failed',
    'delivery-retried',
  ])
})
