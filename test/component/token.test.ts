import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  SignJWT,
  UnsecuredJWT,
} from 'jose'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { joseTokenVerifier } from '../../shared/access/adapters/jose-token-verifier.ts'
import { instantFrom, millisecondsOf } from '../../shared/platform/time.ts'
import { type ApiWorld, apiWorld } from '../support/api/api-world.ts'
import { schools } from '../support/api/province.ts'

const issuer = 'https://idp.example/realm'
const audience = 'doorlevering'
const jwksUri = 'https://idp.example/realm/jwks'
const start = '2027-05-11T14:03:00+02:00'
const seconds = (moment: string) => millisecondsOf(instantFrom(moment)) / 1000

interface Keys {
  privateKey: CryptoKey
  publicKey: CryptoKey
}

let ours: Keys
let stolen: Keys
let world: ApiWorld
let fetched: string[]
/** What the issuer answers when it is asked for its keys. */
let keySet: () => Promise<Response>

beforeAll(async () => {
  ours = await generateKeyPair('RS256', { extractable: true })
  stolen = await generateKeyPair('RS256')
})

beforeEach(async () => {
  const key = { ...(await exportJWK(ours.publicKey)), kid: 'key-1', use: 'sig' }
  fetched = []
  keySet = async () => Response.json({ keys: [key] })
  const verifier = joseTokenVerifier({ issuer, audience, jwksUri }, async url => {
    fetched.push(url)
    return keySet()
  })
  world = apiWorld(start, verifier)
  await world.directory.saveSchools(Object.values(schools))
})

const claims = {
  iss: issuer,
  aud: audience,
  sub: 'person-1',
  name: 'Annelies de Jong',
  role: 'school',
  schools: ['99AA00'],
  scope: 'openid monitoring',
  exp: seconds(start) + 3600,
}

type Changes = Record<string, unknown>

const token = (changes: Changes = {}, header: Changes = {}, key = ours.privateKey) =>
  new SignJWT({ ...claims, ...changes })
    .setProtectedHeader({ alg: 'RS256', kid: 'key-1', typ: 'JWT', ...header })
    .sign(key)

const statusWith = async (jwt: string, scheme = 'Bearer') => {
  const path = '/v1/schools/99AA00/monitorings/2026-2027'
  return (await world.request({ path, headers: { authorization: `${scheme} ${jwt}` } })).status
}

describe('a token that holds', () => {
  it('lets its bearer in, however the scheme is written', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer '])
      expect(await statusWith(await token(), scheme)).toBe(200)
  })

  it('may name more than one audience, and scopes beside ours', async () => {
    expect(await statusWith(await token({ aud: ['other', audience] }))).toBe(200)
    expect(await statusWith(await token({ scope: 'profile monitoring email' }))).toBe(200)
    expect(await statusWith(await token({ scope: 'monitoring' }))).toBe(200)
  })

  it('holds by the clock of the service, from its beginning to its end', async () => {
    const jwt = await token({ nbf: seconds('2027-05-12T00:00:00Z'), exp: seconds('2027-05-13T00:00:00Z') })
    const statusAt = async (moment: string) => {
      world.moveClockTo(moment)
      return statusWith(jwt)
    }
    expect(await statusAt('2027-05-11T23:59:59Z')).toBe(401)
    expect(await statusAt('2027-05-12T00:00:00Z')).toBe(200)
    expect(await statusAt('2027-05-12T23:59:59Z')).toBe(200)
    expect(await statusAt('2027-05-13T00:00:00Z')).toBe(401)
    expect(await statusAt('2031-01-01T00:00:00Z')).toBe(401)
    world.moveClockTo('2027-05-12T12:00:00Z')
    expect(
      await statusWith(
        await token({ iat: seconds('2001-01-01T00:00:00Z'), exp: seconds('2027-05-12T12:00:01Z') }),
      ),
    ).toBe(200)
  })

  it('needs the keys of the issuer once', async () => {
    const jwt = await token()
    for (let time = 0; time < 3; time += 1) await statusWith(jwt)
    expect(fetched).toEqual([jwksUri])
  })
})

describe('a token that does not hold', () => {
  const cases: readonly [string, Changes][] = [
    ['that has expired', { exp: seconds(start) - 1 }],
    ['that expires now', { exp: seconds(start) }],
    ['that never expires', { exp: undefined }],
    ['whose end is a text', { exp: '2030-01-01' }],
    ['that is not valid yet', { nbf: seconds(start) + 1 }],
    ['of another issuer', { iss: 'https://idp.example' }],
    ['of an issuer that ends in ours', { iss: `https://evil.example/?${issuer}` }],
    ['of no issuer', { iss: undefined }],
    ['for another audience', { aud: 'other' }],
    ['for no audience', { aud: undefined }],
    ['for an audience that begins as ours', { aud: 'doorlevering-test' }],
    ['without a subject', { sub: undefined }],
    ['with an empty subject', { sub: '' }],
    ['with a subject that is no well-formed text', { sub: 'a\ud800' }],
    ['without a scope', { scope: undefined }],
    ['with another scope', { scope: 'openid profile' }],
    ['with a scope that has ours in it', { scope: 'monitoring-read xmonitoring monitoring.write' }],
    ['with a scope that is a list', { scope: ['monitoring'] }],
    ['without a name', { name: undefined }],
    ['with a name that is a number', { name: 5 }],
    ['without a role', { role: undefined }],
    ['with a role that is none of ours', { role: 'admin' }],
    ['with a role in capitals', { role: 'School' }],
    ['with a list of roles', { role: ['school', 'operator'] }],
    ['of a school without schools', { schools: undefined }],
    ['of a school whose schools are one text', { schools: '99AA00' }],
    ['of a school whose schools are an object', { schools: { 0: '99AA00' } }],
    ['of a school whose schools are numbers', { schools: [99] }],
    ['of a school that is a board too', { board: '99001' }],
    ['of a board without a board', { role: 'board', schools: undefined }],
    ['of a board whose board is a number', { role: 'board', schools: undefined, board: 99001 }],
    ['of a board whose board is a list', { role: 'board', schools: undefined, board: ['99001'] }],
    ['of a board that is a school too', { role: 'board', board: '99001' }],
    ['of an operator that is a school too', { role: 'operator' }],
    ['of an operator that is a board too', { role: 'operator', schools: undefined, board: '99001' }],
  ]
  it.each(cases)('%s', async (_, changes) => {
    expect(await statusWith(await token(changes))).toBe(401)
  })

  it('signed with another key under the name of ours', async () => {
    expect(await statusWith(await token({}, {}, stolen.privateKey))).toBe(401)
  })

  it('signed with a key nobody knows', async () => {
    expect(await statusWith(await token({}, { kid: 'key-2' }, stolen.privateKey))).toBe(401)
  })

  it('that brings its own key', async () => {
    const jwk = await exportJWK(stolen.publicKey)
    expect(await statusWith(await token({}, { jwk }, stolen.privateKey))).toBe(401)
    expect(
      await statusWith(await token({}, { jku: 'https://evil.example/jwks', kid: 'evil' }, stolen.privateKey)),
    ).toBe(401)
    expect(fetched.filter(url => url !== jwksUri)).toEqual([])
  })

  it('that is not signed at all', async () => {
    const unsigned = new UnsecuredJWT(claims).encode()
    expect(await statusWith(unsigned)).toBe(401)
    const [header, payload] = (await token()).split('.')
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
    for (const jwt of [
      `${header}.${payload}.`,
      `${header}.${payload}`,
      `${none}.${payload}.`,
      `${none}.${payload}`,
      `.${payload}.`,
      '..',
      payload ?? '',
    ])
      expect(await statusWith(jwt)).toBe(401)
  })

  it('signed by a secret that is our public key', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(ours.publicKey))
    const jwt = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'key-1' }).sign(secret)
    expect(await statusWith(jwt)).toBe(401)
  })

  it.each(['RS384', 'RS512', 'PS256'])('signed by our key in another way: %s', async alg => {
    const jwk = await exportJWK(ours.privateKey)
    const key = (await importJWK(jwk, alg)) as CryptoKey
    expect(await statusWith(await token({}, { alg }, key))).toBe(401)
  })

  it('of which a letter was changed', async () => {
    const [header = '', payload = '', signature = ''] = (await token()).split('.')
    const other = Buffer.from(JSON.stringify({ ...claims, schools: ['99AA00', '99BA00'] })).toString(
      'base64url',
    )
    expect(await statusWith(`${header}.${other}.${signature}`)).toBe(401)
    const flipped = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`
    expect(await statusWith(`${header}.${payload}.${flipped}`)).toBe(401)
  })

  it('with a header that asks for what we do not know', async () => {
    const header = Buffer.from(JSON.stringify({ alg: 'RS256', kid: 'key-1', crit: ['x'], x: 1 })).toString(
      'base64url',
    )
    const [, payload, signature] = (await token()).split('.')
    expect(await statusWith(`${header}.${payload}.${signature}`)).toBe(401)
  })
})

describe('an issuer that cannot be asked for its keys', () => {
  it.each([
    ['is away', async () => Promise.reject(new TypeError('fetch failed'))],
    ['is out of order', async () => new Response('oops', { status: 502 })],
    ['sends something else', async () => new Response('<html>')],
  ] as const)('and %s is our fault, and not that of the token', async (_, answer) => {
    keySet = answer
    expect([500, 503]).toContain(await statusWith(await token()))
    expect(world.log.lines.at(-1)).toMatchObject({ level: 'error', code: 'REQUEST_FAILED' })
  })
})
