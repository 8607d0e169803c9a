import { generateKeyPairSync } from 'node:crypto'
import { type JWTPayload, SignJWT } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { millisecondsOf } from '../../shared/platform/time.ts'
import { fetchOf, type ReferenceInspectorate } from '../../stubs/inspectorate/reference-inspectorate.ts'
import { StoppedClock } from '../support/doubles/clock.ts'
import {
  baseUrl,
  clientId,
  noon,
  patience,
  receiverFor,
  signingKey,
  tokenUrl,
  wireTo,
} from '../support/reference-inspectorate.ts'

const key = signingKey()
const now = millisecondsOf(noon()) / 1000

let time: StoppedClock
let receiver: ReferenceInspectorate
beforeEach(() => {
  time = new StoppedClock(noon())
  receiver = receiverFor(key, time.clock)
})

const honest: JWTPayload = {
  iss: clientId,
  sub: clientId,
  aud: tokenUrl,
  jti: 'id-1',
  iat: now,
  exp: now + 60,
}

/** Made by a library, as any client might. */
const assertion = (claims: JWTPayload = {}, header = {}, by = key.privateKey) =>
  new SignJWT({ ...honest, ...claims })
    .setProtectedHeader({ alg: 'PS256', kid: 'key', typ: 'JWT', ...header })
    .sign(by)

const parametersWith = (client_assertion: string) => ({
  grant_type: 'client_credentials',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion,
})

const request = async (
  body: string,
  { method = 'POST', type = 'application/x-www-form-urlencoded' } = {},
) => {
  const answer = await fetchOf(receiver, [tokenUrl])(tokenUrl, {
    method,
    headers: { 'Content-Type': type },
    ...(method !== 'GET' && { body }),
  })
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  return [answer.status, await answer.json()]
}

const withAssertion = (jwt: string) => request(new URLSearchParams(parametersWith(jwt)).toString())
const given = (token: string) => [200, { access_token: token, token_type: 'Bearer', expires_in: 300 }]
const invalidClient = [401, { error: 'invalid_client' }]
const invalidRequest = [400, { error: 'invalid_request' }]

describe('the reference token endpoint', () => {
  it('gives a token to a client that proves to be who it says', async () => {
    expect(await withAssertion(await assertion())).toEqual(given('token-1'))
    expect(await withAssertion(await assertion({ jti: 'id-2' }))).toEqual(given('token-2'))
  })

  it('gives one to ours', async () => {
    expect(await wireTo(key).tokens.get(patience())).toEqual({ kind: 'token', token: 'token-1' })
  })

  it('takes an assertion once, however late the second time', async () => {
    const jwt = await assertion({ exp: now + 300 })
    expect(await withAssertion(jwt)).toEqual(given('token-1'))
    expect(await withAssertion(jwt)).toEqual(invalidClient)
    time.moveOn(299)
    expect(await withAssertion(jwt)).toEqual(invalidClient)
    time.moveOn(1)
    expect(await withAssertion(jwt)).toEqual(invalidClient)
  })

  it('takes an assertion until its end', async () => {
    const [first, second] = [await assertion(), await assertion({ jti: 'id-2' })]
    time.moveOn(59.999)
    expect(await withAssertion(first)).toEqual(given('token-1'))
    time.moveOn(0.001)
    expect(await withAssertion(second)).toEqual(invalidClient)
  })

  it.each([
    { what: 'by another client', claims: { iss: 'een-ander' } },
    { what: 'about another client', claims: { sub: 'een-ander' } },
    { what: 'for another endpoint', claims: { aud: baseUrl } },
    { what: 'for several endpoints', claims: { aud: [tokenUrl, baseUrl] } },
    { what: 'for nobody', claims: { aud: undefined } },
    { what: 'without an id', claims: { jti: undefined } },
    { what: 'with an empty id', claims: { jti: '' } },
    { what: 'without an end', claims: { exp: undefined } },
    { what: 'that ended', claims: { exp: now } },
    { what: 'that is good for long', claims: { exp: now + 301 } },
    { what: 'of the future', claims: { iat: now + 1 } },
  ])('takes none $what', async ({ claims }) => {
    // jose leaves out what is undefined.
    expect(await withAssertion(await assertion(claims as JWTPayload))).toEqual(invalidClient)
  })

  it.each([
    {
      what: 'by another key',
      jwt: () => assertion({}, {}, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
    },
    { what: 'by another algorithm', jwt: () => assertion({}, { alg: 'RS256' }) },
    { what: 'without the name of a key', jwt: () => assertion({}, { kid: undefined }) },
    { what: 'of another type', jwt: () => assertion({}, { typ: 'at+jwt' }) },
    { what: 'without a signature', jwt: async () => (await assertion()).replace(/[^.]+$/, '') },
    {
      what: 'of which the claims were changed',
      jwt: async () => swapped(await assertion(), await assertion({ jti: 'id-2' })),
    },
    { what: 'that is none', jwt: async () => 'a.b.c' },
    { what: 'of four parts', jwt: async () => `${await assertion()}.d` },
  ])('takes none $what', async ({ jwt }) => {
    expect(await withAssertion(await jwt())).toEqual(invalidClient)
  })

  it.each([
    { what: 'another grant', parameters: { grant_type: 'password' } },
    { what: 'another kind of assertion', parameters: { client_assertion_type: 'saml2-bearer' } },
    { what: 'a parameter it does not know', parameters: { client_secret: 'geheim' } },
  ])('refuses a request with $what', async ({ parameters }) => {
    const sent = new URLSearchParams({ ...parametersWith(await assertion()), ...parameters })
    expect(await request(sent.toString())).toEqual(invalidRequest)
  })

  it('refuses a request that is not a form, or says a thing twice', async () => {
    const form = new URLSearchParams(parametersWith(await assertion())).toString()
    expect(await request(form, { type: 'application/json' })).toEqual(invalidRequest)
    expect(await request(form, { method: 'PUT' })).toEqual(invalidRequest)
    expect(await request('', { method: 'GET' })).toEqual(invalidRequest)
    expect(await request(`${form}&grant_type=client_credentials`)).toEqual(invalidRequest)
    expect(await request(form)).toEqual(given('token-1'))
  })
})

/** The first with the claims of the second. */
const swapped = (jwt: string, other: string): string => {
  const [header, , signature] = jwt.split('.')
  return [header, other.split('.')[1], signature].join('.')
}
