import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ApiWorld, CallerRequest } from '../support/api/api-world.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, type Claims, operator, schoolUser } from '../support/api/people.ts'
import { province } from '../support/api/province.ts'
import { filled, routes } from '../support/api/routes.ts'
import { terms } from '../support/api/terms.ts'

let world: ApiWorld
beforeAll(async () => {
  world = await province()
})

/** What the contract knows of answers to a method, but for what only a broken service says. */
const documented = new Set([200, 201, 202, 400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 428])

const callers: readonly Claims[] = [
  schoolUser(['99AA00', '99AB00']),
  boardUser('99001'),
  boardUser('99002'),
  operator(),
]

const oddCaller = fc
  .record(
    {
      sub: fc.string({ unit: 'binary' }).map(text => `sub-${text}`),
      name: fc.string({ unit: 'binary' }).map(text => `naam ${text}`),
      schools: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  .map((odd): Claims => ({ ...schoolUser('99AA00'), ...odd, schools: odd.schools as readonly string[] }))

const parameter = fc.oneof(
  fc.constantFrom(
    '99AA00',
    '99AB00',
    '99BA00',
    '99ZZ99',
    '99001',
    '99002',
    '2026-2027',
    '2025-2026',
    'school',
    'import-1',
    '99AA00_2026-2027_1',
  ),
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    .map(text => encodeURIComponent(text.toWellFormed())),
)

const parameters = fc.dictionary(
  fc.constantFrom('schoolId', 'boardId', 'schoolYear', 'importId', 'deliveryId'),
  parameter,
  { maxKeys: 2 },
)

const query = fc
  .dictionary(
    fc.constantFrom('schoolYear', 'status', 'cursor', 'x'),
    fc.oneof(
      fc.constantFrom('2026-2027', 'planned', 'failed', '2026-2027_99AA00'),
      fc.string({ maxLength: 8 }),
    ),
    { maxKeys: 3 },
  )
  .map(parameters => new URLSearchParams(parameters).toString())

const headers = fc.record(
  {
    'if-match': fc.oneof(fc.constantFrom('"1"', '"2"', '"3"', '*', 'W/"1"'), fc.string({ maxLength: 8 })),
    'if-none-match': fc.oneof(fc.constantFrom('*', '"1"'), fc.string({ maxLength: 4 })),
    accept: fc.oneof(
      fc.constantFrom('application/json', 'text/csv', '*/*', 'text/html;q=0.1'),
      fc.string({ maxLength: 20 }),
    ),
    'content-type': fc.oneof(fc.constantFrom('application/json', 'text/plain'), fc.string({ maxLength: 20 })),
  },
  { requiredKeys: [] },
)

/** A body near to one that is accepted, or anything at all. */
const body = fc.oneof(
  fc.constantFrom<unknown>(terms(), { kind: 'pupils' }, { deliveryWindows: [] }),
  fc
    .tuple(
      fc.constantFrom<object>(terms(), { ...terms().conduct }, { items: [{ name: 'x', email: 'x@y.nl' }] }),
      fc.string(),
      fc.jsonValue(),
    )
    .map(([base, name, value]) => ({ ...base, [name]: value })),
  fc
    .tuple(fc.constantFrom(...Object.keys(terms())), fc.jsonValue())
    .map(([name, value]) => ({ ...terms(), [name]: value })),
  fc
    .tuple(fc.constantFrom(...Object.keys(terms().conduct)), fc.jsonValue({ stringUnit: 'binary' }))
    .map(([name, value]) => ({ ...terms(), conduct: { ...terms().conduct, [name]: value } })),
  fc.jsonValue(),
  fc.uint8Array({ maxLength: 40 }),
  fc.constant(undefined),
)

/** Mostly nothing: most parts of a request are as they should be. */
const sometimes = <Value>(odd: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: odd })

/** A request that may be accepted, of which some parts are exchanged for others. */
const request: fc.Arbitrary<CallerRequest> = fc
  .record({
    route: fc.constantFrom(...routes),
    version: fc.constantFrom({ 'if-match': '"1"' }, { 'if-match': '"2"' }, { 'if-none-match': '*' }, {}),
    as: fc.constantFrom(...callers),
    oddCaller: sometimes(oddCaller),
    method: sometimes(fc.constantFrom('PUT', 'POST', 'DELETE', 'PATCH', 'HEAD')),
    parameters: sometimes(parameters),
    query: sometimes(query),
    headers: sometimes(headers),
    body: sometimes(body),
  })
  .map(
    ({
      route,
      version,
      as,
      oddCaller: odd,
      method,
      parameters: given,
      query: asked,
      headers: more,
      body: sent,
    }) => {
      const path = filled(route.path, given)
      return {
        method: method ?? route.method,
        path: asked ? `${path.split('?')[0]}?${asked}` : path,
        as: odd ?? as,
        headers: { ...(route.headers && version), ...more },
        ...(sent === undefined ? route.body !== undefined && { body: route.body } : { body: sent }),
      }
    },
  )

describe('whatever is asked', () => {
  it('is answered with something the contract knows, in its form', async () => {
    const seen = new Set<number>()
    await fc.assert(
      fc.asyncProperty(request, async asked => {
        const { status } = await world.request<unknown>(asked)
        seen.add(status)
        expect(documented).toContain(status)
      }),
      { numRuns: 3000 },
    )
    expect([...seen].sort()).toEqual(
      expect.arrayContaining([200, 400, 401, 403, 404, 405, 406, 412, 415, 428]),
    )
  })

  it('leaves nothing of another board or school in reach', async () => {
    const foreign = fc.constantFrom(schoolUser('99AA00'), boardUser('99001'))
    await fc.assert(
      fc.asyncProperty(request, foreign, fc.constantFrom('99BA00', '99CA00'), async (asked, as, schoolId) => {
        const [, rest = ''] = /monitorings\/2026-2027(\/.*)?$/.exec(asked.path) ?? []
        const { status, text } = await world.request<unknown>({
          ...asked,
          as,
          path: paths.monitoring(schoolId) + rest,
        })
        expect([404, 405]).toContain(status)
        expect(text).not.toMatch(/Basisschool|99002|LTO-PO/)
      }),
      { numRuns: 1000 },
    )
  })
})
