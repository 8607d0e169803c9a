import { beforeAll, describe, expect, it } from 'vitest'
import { apiFixture, happen, schools } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, operator, schoolUser } from '../support/api/people.ts'
import type { CallerRequest } from '../support/api/requests.ts'
import { type ContractRoute, filled, nameOf, routes } from '../support/api/routes.ts'
import { terms } from '../support/api/terms.ts'
import type { TestApi } from '../support/api/test-api.ts'

let api: TestApi

beforeAll(async () => {
  api = await apiFixture()
})

/** One thing wrong with a request, and how it is refused if nothing else is. */
interface Mistake {
  /** Its place in the contract's list; those of one place are in no order. */
  place: number
  status: number
  code: string
  make: (request: CallerRequest) => CallerRequest
}

const saying = (headers: Record<string, string>) => (request: CallerRequest) => ({
  ...request,
  headers: { ...request.headers, ...headers },
})

const without = (header: string) => (request: CallerRequest) => {
  const { [header]: _, ...headers } = request.headers ?? {}
  return { ...request, headers }
}

const at = (path: string) => (request: CallerRequest) => ({ ...request, path })

const nobody = ({ as: _, ...request }: CallerRequest) => request

const unauthenticated: Mistake = { place: 1, status: 401, code: 'unauthenticated', make: nobody }
const unknownPath: Mistake = {
  place: 2,
  status: 404,
  code: 'not-found',
  make: at('/v1/schools/99AA00/pupils'),
}
const wrongMethod: Mistake = {
  place: 3,
  status: 405,
  code: 'method-not-allowed',
  make: request => ({ ...request, method: 'PATCH' }),
}
const notAcceptable: Mistake = {
  place: 6,
  status: 406,
  code: 'not-acceptable',
  make: saying({ accept: 'text/html' }),
}
const tooLarge: Mistake = {
  place: 6,
  status: 413,
  code: 'body-too-large',
  make: request => ({ ...request, body: Buffer.alloc(64 * 1024 + 1, ' ') }),
}
const wrongMediaType: Mistake = {
  place: 6,
  status: 415,
  code: 'unsupported-media-type',
  make: saying({ 'content-type': 'text/plain' }),
}
const malformed: Mistake = {
  place: 7,
  status: 400,
  code: 'invalid-request',
  make: request => ({ ...request, body: '{"kind":' }),
}

/** Reach comes before role, so it must be missed by someone who has the role and by someone who has not. */
const outOfReach = ({ path }: ContractRoute): Mistake => ({
  place: 4,
  status: 404,
  code: 'not-found',
  make: at(filled(path, { schoolId: '99ZZ99', boardId: '99999', schoolYear: '2026-2028' })),
})

const wrongRole = ({ roles }: ContractRoute): Mistake => ({
  place: 5,
  status: 403,
  code: 'forbidden',
  make: request => ({
    ...request,
    as: roles.includes('operator') ? boardUser('99001') : operator(),
  }),
})

const mistakesOf = (route: ContractRoute): readonly Mistake[] => {
  const missable = /\{(schoolId|boardId|schoolYear)\}/.test(route.path)
  const everyoneMay = route.roles.includes('operator') && route.roles.includes('board')
  return [
    unauthenticated,
    unknownPath,
    wrongMethod,
    ...(missable ? [outOfReach(route)] : []),
    ...(everyoneMay ? [] : [wrongRole(route)]),
    notAcceptable,
    ...(route.body ? [tooLarge, wrongMediaType, malformed] : []),
  ]
}

const accepted = (route: ContractRoute): CallerRequest => {
  const caller = route.roles.includes('board') ? boardUser('99001') : operator()
  const { method, path, body, headers } = route
  return { method, path: filled(path), as: caller, ...(body ? { body } : {}), ...(headers && { headers }) }
}

/** The later mistake is made first, so that what both change is the earlier one's. */
const wrongBy = (request: CallerRequest, earlier: Mistake, later: Mistake): CallerRequest =>
  earlier.make(later.make(request))

interface Pair {
  request: CallerRequest
  earlier: Mistake
  later: Mistake
  title: string
}

const pairsOf = (title: string, request: CallerRequest, mistakes: readonly Mistake[]): readonly Pair[] =>
  mistakes.flatMap(earlier =>
    mistakes
      .filter(later => later.place > earlier.place)
      .map(later => ({
        request,
        earlier,
        later,
        title: `${title}: ${earlier.status} ${earlier.code} before ${later.status} ${later.code}`,
      })),
  )

const refusalOf = async (request: CallerRequest) => {
  const { status, body } = await api.request(request)
  return { status, code: body.code }
}

describe('the order of refusal, the same for every route', () => {
  it.each(
    routes.flatMap(route => mistakesOf(route).map(mistake => ({ name: nameOf(route), route, ...mistake }))),
  )(
    '$name refuses with $status $code what is wrong in that way only',
    async ({ route, make, status, code }) => {
      expect(await refusalOf(make(accepted(route)))).toEqual({ status, code })
    },
  )

  it.each(routes.flatMap(route => pairsOf(nameOf(route), accepted(route), mistakesOf(route))))(
    '$title',
    async ({ request, earlier, later }) => {
      const { status, code } = earlier
      expect(await refusalOf(wrongBy(request, earlier, later))).toEqual({ status, code })
    },
  )
})

describe('the order of refusal of a save', () => {
  const mistakesOfTheRoute = (method: string): readonly Mistake[] => {
    const route = routes.find(one => one.method === method && one.path.endsWith('/consent'))
    return route ? mistakesOf(route) : []
  }
  const versionRequired: Mistake = {
    place: 9,
    status: 428,
    code: 'version-required',
    make: request => without('if-none-match')(without('if-match')(request)),
  }
  const versionMismatch: Mistake = {
    place: 10,
    status: 412,
    code: 'version-mismatch',
    make: request => saying({ 'if-match': '"7"' })(without('if-none-match')(request)),
  }
  const conflict: Mistake = {
    place: 11,
    status: 409,
    code: 'no-survey-results',
    make: at(filled('/v1/schools/{schoolId}/monitorings/2026-2027/consent', { schoolId: '99AD00' })),
  }
  const dateNotOffered: Mistake = {
    place: 12,
    status: 400,
    code: 'invalid-request',
    make: request => ({ ...request, body: terms({ deliveryDate: '2027-08-15' }) }),
  }
  const giving: CallerRequest = {
    method: 'PUT',
    path: filled('/v1/schools/{schoolId}/monitorings/{schoolYear}/consent', { schoolId: '99AB00' }),
    as: schoolUser(['99AB00', '99AD00']),
    body: terms(),
    headers: { 'if-none-match': '*' },
  }
  const mistakesOfGiving = [
    ...mistakesOfTheRoute('PUT'),
    versionRequired,
    versionMismatch,
    conflict,
    dateNotOffered,
  ]

  it.each(pairsOf('giving', giving, mistakesOfGiving))('$title', async ({ request, earlier, later }) => {
    const { status, code } = earlier
    expect(await refusalOf(wrongBy(request, earlier, later))).toEqual({ status, code })
  })

  it('accepts the request all these were made from', async () => {
    expect((await api.request(giving)).status).toBe(201)
  })

  it('of a withdrawal says that there is no consent before it asks for a version', async () => {
    const withdrawing = {
      method: 'DELETE',
      path: filled('/v1/schools/99AC00/monitorings/{schoolYear}/consent'),
    }
    const request = { ...withdrawing, as: schoolUser('99AC00') }
    const consentNotFound = { status: 404, code: 'consent-not-found' }
    expect(await refusalOf(request)).toEqual(consentNotFound)
    expect(await refusalOf(saying({ 'if-match': '"7"' })(request))).toEqual(consentNotFound)
    expect(await refusalOf(saying({ 'if-match': 'W/"1"' })(request))).toEqual(consentNotFound)
    for (const mistake of mistakesOfTheRoute('DELETE')) {
      expect(await refusalOf(mistake.make(request)), mistake.code).toEqual({
        status: mistake.status,
        code: mistake.code,
      })
    }
  })

  it('of a consent that is locked, delivered or withdrawn asks for the right version first', async () => {
    const closed = await apiFixture()
    const path = filled('/v1/schools/{schoolId}/monitorings/{schoolYear}/consent')
    const as = schoolUser('99AA00')
    const codeOf = async (method: string, headers: Record<string, string>) => {
      // The date is not offered either, which would be the last thing to be said.
      const body = method === 'PUT' ? { body: terms({ deliveryDate: '2027-08-15' }) } : {}
      return (await closed.request<{ code: string }>({ method, path, as, headers, ...body })).body.code
    }
    const codesOf = (version: number) =>
      Promise.all(
        [{}, { 'if-match': '"9"' }, { 'if-match': `"${version}"` }].flatMap(headers =>
          ['PUT', 'DELETE'].map(method => codeOf(method, headers)),
        ),
      )
    const first = ['version-required', 'version-required', 'version-mismatch', 'version-mismatch']

    await closed.save('99AA00')
    closed.moveClockTo('2027-07-01T00:00:00.000+02:00')
    expect(await codesOf(1)).toEqual([...first, 'consent-locked', 'consent-locked'])

    await happen(closed, schools.vo, { type: 'delivery-started' })
    expect(await codesOf(2)).toEqual([...first, 'consent-locked', 'consent-locked'])

    const receipt = { receiptId: 'IVO-1', receivedAt: closed.clock() }
    await happen(closed, schools.vo, { type: 'delivered', receipt, attempts: 1 })
    expect(await codesOf(3)).toEqual([...first, 'already-delivered', 'already-delivered'])
  })

  it('asks for results before it asks for an administrator, and for both before the date', async () => {
    const { withoutAdministrator } = schools
    const path = paths.consent(withoutAdministrator.schoolId)
    const request = {
      method: 'PUT',
      path,
      as: schoolUser(withoutAdministrator.schoolId),
      body: terms({ deliveryDate: '2027-08-15' }),
      headers: { 'if-none-match': '*' },
    }
    expect(await refusalOf(request)).toEqual({ status: 409, code: 'no-board-administrator' })
    const otherYear = path.replace('2026-2027', '2025-2026')
    expect(await refusalOf({ ...request, path: otherYear })).toEqual({
      status: 409,
      code: 'no-survey-results',
    })
  })
})
