import { createHash } from 'node:crypto'
import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { instantFrom, millisecondsOf, secondsAfter } from '../../../shared/platform/time.ts'
import { loopbackRedirects } from '../../../stubs/issuer/answers.ts'
import { grantsInMemory } from '../../../stubs/issuer/grants.ts'
import { type Issuer, localIssuer } from '../../../stubs/issuer/issuer.ts'
import { groups } from '../../../stubs/issuer/people.ts'
import { type OpenIdProvider, openIdProvider } from '../../../stubs/issuer/provider.ts'

const BASE = 'http://127.0.0.1:3000'
const BACK = 'http://127.0.0.1:5173/terug?van=hier'
const VERIFIER = 'a-verifier-of-forty-three-characters-or-more'
const DAY = 24 * 3600

const asked = {
  client_id: 'portal',
  redirect_uri: BACK,
  response_type: 'code',
  scope: 'openid monitoring',
  state: 'the state',
  nonce: 'the nonce',
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
}

let now = instantFrom('2027-05-11T14:03:00+02:00')
let issuer: Issuer
let provider: OpenIdProvider
beforeEach(async () => {
  const clock = () => now
  let ids = 0
  const newId = () => {
    ids += 1
    return `id-${ids}`
  }
  issuer = await localIssuer(BASE, clock)
  const grants = grantsInMemory(clock, newId)
  provider = openIdProvider({ issuer, clock, grants, redirects: loopbackRedirects, isOpenTo: () => true })
})

const answerTo = async (method: string, path: string, parameters: object = {}, cookie?: string) => {
  const query = new URLSearchParams(parameters as Record<string, string>).toString()
  const answer = await provider({
    method,
    url: `/_local/issuer${path}${method === 'GET' ? `?${query}` : ''}`,
    headers: cookie ? { cookie } : {},
    body: Buffer.from(method === 'POST' ? query : ''),
  })
  const { statusCode, headers = {}, body = '' } = answer!
  const location = headers.Location === undefined ? undefined : new URL(String(headers.Location))
  return { statusCode, headers, body, location, told: Object.fromEntries(location?.searchParams ?? []) }
}
const authorize = (changes: object = {}, cookie?: string) =>
  answerTo('GET', '/authorize', { ...asked, ...changes }, cookie)
const token = async (parameters: object) => {
  const { statusCode, body } = await answerTo('POST', '/token', { client_id: 'portal', ...parameters })
  return { statusCode, ...JSON.parse(body) }
}
const redeemed = (code: string | undefined, changes: object = {}) =>
  token({ grant_type: 'authorization_code', code, redirect_uri: BACK, code_verifier: VERIFIER, ...changes })
const refreshed = (refreshToken: string, changes: object = {}) =>
  token({ grant_type: 'refresh_token', refresh_token: refreshToken, ...changes })
const signIn = async (person = 'school-99AA00') => {
  const { told, headers } = await authorize({ login_hint: person })
  return { code: told.code, cookie: String(headers['Set-Cookie']).split(';')[0]! }
}
const pass = (seconds: number) => {
  now = secondsAfter(now, seconds)
}

describe('the local OpenID provider', () => {
  it('lets a browser choose any of the people, and goes back with a code', async () => {
    const { body, headers } = await authorize()
    expect(headers['Content-Security-Policy']).toMatch(/^default-src 'none'; script-src 'none'/)
    const links = [...body.matchAll(/href="authorize\?([^"]*)"/g)].map(([, query]) =>
      Object.fromEntries(new URLSearchParams(query!.replaceAll('&amp;', '&'))),
    )
    const people = groups.flatMap(group => group.people)
    expect(links).toEqual(people.map(({ id }) => ({ ...asked, login_hint: id })))
    expect(new Set(people.map(({ claims }) => claims.role))).toEqual(new Set(['school', 'board', 'operator']))
    const { statusCode, location, told } = await authorize(links[0])
    expect([statusCode, location?.origin, location?.pathname]).toEqual([
      303,
      'http://127.0.0.1:5173',
      '/terug',
    ])
    expect(told).toEqual({ van: 'hier', code: expect.any(String), state: 'the state', iss: issuer.issuer })
  })

  it('writes nothing of a request into its page as markup', async () => {
    const { body } = await authorize({ state: `"><script>alert(1)</script>'`, nonce: '<b>' })
    expect(body).not.toMatch(/<script|<b>|"">/)
  })

  it('gives the tokens that the control plane gives, which last an hour', async () => {
    const { code } = await signIn()
    const given = await redeemed(code)
    expect(given).toMatchObject({ statusCode: 200, token_type: 'Bearer', expires_in: 3600 })
    const options = { issuer: issuer.issuer, currentDate: new Date(millisecondsOf(now)) }
    const keys = createLocalJWKSet((await issuer.keys()) as JSONWebKeySet)
    const { payload } = await jwtVerify(given.access_token, keys, { ...options, audience: issuer.audience })
    const { exp, ...same } = decodeJwt(
      await issuer.token({ role: 'school', name: 'A. de Jong', schools: ['99AA00'] }),
    )
    expect(payload).toEqual({ ...same, exp: payload.iat! + 3600 })
    const identity = await jwtVerify(given.id_token, keys, { ...options, audience: 'portal' })
    expect(identity.payload).toMatchObject({ nonce: 'the nonce', sub: payload.sub })
    expect(identity.payload.scope).toBeUndefined()
  })

  it('takes a code once, within a minute, from whoever asked for it', async () => {
    const used = (await signIn()).code
    await redeemed(used)
    expect(await redeemed(used)).toMatchObject({ statusCode: 400, error: 'invalid_grant' })
    for (const changes of [
      { code_verifier: `${VERIFIER}x` },
      { code_verifier: '' },
      { redirect_uri: 'http://127.0.0.1:5173/' },
      { client_id: 'another' },
    ]) {
      const { code } = await signIn()
      expect(await redeemed(code, changes)).toMatchObject({ statusCode: 400, error: 'invalid_grant' })
      expect(await redeemed(code)).toMatchObject({ error: 'invalid_grant' })
    }
    const [late, later] = [await signIn(), await signIn()]
    pass(59)
    expect(await redeemed(late.code)).toMatchObject({ statusCode: 200 })
    pass(1)
    expect(await redeemed(later.code)).toMatchObject({ error: 'invalid_grant' })
  })

  it('gives a new refresh token for each, for a year', async () => {
    const { refresh_token: first } = await redeemed((await signIn()).code)
    pass(364 * DAY)
    const second = await refreshed(first)
    expect(second).toMatchObject({ statusCode: 200, expires_in: 3600 })
    expect(decodeJwt(second.access_token).name).toBe('A. de Jong')
    expect(decodeJwt(second.id_token).nonce).toBeUndefined()
    expect(await refreshed(first)).toMatchObject({ statusCode: 400, error: 'invalid_grant' })
    expect(await refreshed(second.refresh_token, { client_id: 'another' })).toMatchObject({
      error: 'invalid_grant',
    })
    const { refresh_token: last } = await redeemed((await signIn()).code)
    pass(365 * DAY)
    expect(await refreshed(last)).toMatchObject({ error: 'invalid_grant' })
  })

  it('remembers who is signed in, until signing out', async () => {
    const { code, cookie } = await signIn()
    const { refresh_token } = await redeemed(code)
    expect((await authorize({ prompt: 'none' }, cookie)).told.code).toBeDefined()
    expect((await authorize({}, `other=1; ${cookie}`)).told.code).toBeDefined()
    for (const prompt of ['login', 'select_account'])
      expect((await authorize({ prompt, login_hint: 'operator' }, cookie)).body).toContain('Wie wilt u zijn?')

    const out = await answerTo('GET', '/end_session', { post_logout_redirect_uri: BACK, state: 's' }, cookie)
    expect([out.statusCode, out.told]).toEqual([303, { van: 'hier', state: 's' }])
    expect(out.headers['Set-Cookie']).toContain('Max-Age=0')
    expect((await authorize({ prompt: 'none' }, cookie)).told.error).toBe('login_required')
    expect((await authorize({}, cookie)).body).toContain('Wie wilt u zijn?')
    expect(await refreshed(refresh_token)).toMatchObject({ error: 'invalid_grant' })
  })

  it.each([
    ['invalid_request', { response_type: '' }],
    ['unsupported_response_type', { response_type: 'token' }],
    ['unsupported_response_type', { response_type: 'code id_token' }],
    ['invalid_request', { response_mode: 'fragment' }],
    ['invalid_scope', { scope: 'monitoring' }],
    ['invalid_scope', { scope: '' }],
    ['invalid_request', { code_challenge_method: 'plain' }],
    ['invalid_request', { code_challenge_method: '' }],
    ['invalid_request', { code_challenge: 'short' }],
    ['invalid_request', { code_challenge: `${'a'.repeat(42)}=` }],
    ['invalid_request', { prompt: 'none login' }],
    ['request_not_supported', { request: 'eyJ' }],
    ['request_uri_not_supported', { request_uri: 'https://example.nl/' }],
  ])('goes back with %s for %j', async (error, changes) => {
    const { statusCode, told } = await authorize({ ...changes, login_hint: 'operator' })
    expect(statusCode).toBe(303)
    expect(told).toMatchObject({ error, state: 'the state', iss: issuer.issuer })
    expect(told.error_description).toBeTruthy()
    expect(told.code).toBeUndefined()
  })

  it.each([
    '',
    'no address',
    'https://example.nl/',
    'http://127.0.0.1.example.nl/',
    'http://user@example.nl:127/',
    'http://127.0.0.1:3000/#/scholen',
    'javascript://127.0.0.1/%0aalert(1)',
    'myapp://localhost/',
  ])('goes not to %j', async redirectUri => {
    const { statusCode, headers } = await authorize({ redirect_uri: redirectUri, login_hint: 'operator' })
    expect([statusCode, headers.Location]).toEqual([400, undefined])
  })

  it('wants each parameter once, and a client', async () => {
    const url = `/_local/issuer/authorize?${new URLSearchParams(asked)}&redirect_uri=${encodeURIComponent(BACK)}`
    const repeated = await provider({ method: 'GET', url, headers: {}, body: Buffer.alloc(0) })
    expect(repeated?.statusCode).toBe(400)
    expect((await authorize({ client_id: '' })).statusCode).toBe(400)
  })
})
