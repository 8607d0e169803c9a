import fc from 'fast-check'
import {
  base64url,
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  type JWK,
  SignJWT,
  UnsecuredJWT,
} from 'jose'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { joseTokenVerifier } from '../../shared/access/adapters/jose-token-verifier.ts'
import { instantFrom, millisecondsOf } from '../../shared/platform/time.ts'
import { schools } from '../support/api/fixture.ts'
import type { Problem } from '../support/api/shapes.ts'
import { type TestApi, testApi } from '../support/api/test-api.ts'
import { InMemoryLog } from '../support/doubles/log.ts'

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
let next: Keys
let stolen: Keys
/** As the issuer lists them. */
let ourKey: JWK
let nextKey: JWK
let log: InMemoryLog
let api: TestApi
let fetched: string[]
/** What the issuer answers when it is asked for its keys. */
let keySet: () => Promise<Response>

beforeAll(async () => {
  ours = await generateKeyPair('RS256', { extractable: true })
  next = await generateKeyPair('RS256')
  stolen = await generateKeyPair('RS256')
  ourKey = { ...(await exportJWK(ours.publicKey)), kid: 'key-1', use: 'sig' }
  nextKey = { ...(await exportJWK(next.publicKey)), kid: 'key-2', use: 'sig' }
})

beforeEach(async () => {
  fetched = []
  log = new InMemoryLog()
  issuerHas(ourKey)
  const verifier = joseTokenVerifier({ issuer, audience, jwksUri, log }, async url => {
    fetched.push(url)
    return keySet()
  })
  api = testApi(start, verifier)
  await api.directory.saveSchools(Object.values(schools))
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

const issuerHas = (...keys: readonly unknown[]) => {
  keySet = async () => Response.json({ keys })
}
const awayBy = (code: string) => async () =>
  Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) }))
const issuerIsAway = () => {
  keySet = awayBy('ECONNREFUSED')
}

const token = (changes: Changes = {}, header: Changes = {}, key = ours.privateKey) =>
  new SignJWT({ ...claims, ...changes })
    .setProtectedHeader({ alg: 'RS256', kid: 'key-1', typ: 'JWT', ...header })
    .sign(key)

const statusWith = async (jwt: string, scheme = 'Bearer') => {
  const path = '/v1/schools/99AA00/monitorings/2026-2027'
  const answer = await api.request({ path, headers: { authorization: `${scheme} ${jwt}` } })
  expect(answer.headers['www-authenticate']).toBe(
    answer.status === 401 ? 'Bearer error="invalid_token"' : undefined,
  )
  return answer.status
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
      api.moveClockTo(moment)
      return statusWith(jwt)
    }
    expect(await statusAt('2027-05-11T23:59:29Z')).toBe(401)
    expect(await statusAt('2027-05-11T23:59:30Z')).toBe(200)
    expect(await statusAt('2027-05-13T00:00:29Z')).toBe(200)
    expect(await statusAt('2027-05-13T00:00:30Z')).toBe(401)
    expect(await statusAt('2031-01-01T00:00:00Z')).toBe(401)
    api.moveClockTo('2027-05-12T12:00:00Z')
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

  it('may be issued a moment ahead of our clock', async () => {
    const ahead = seconds(start) + 29
    expect(await statusWith(await token({ iat: ahead, nbf: ahead }))).toBe(200)
  })

  it('may have empty claims of other roles, and codes in schools that are none', async () => {
    for (const board of ['', null, [], undefined]) expect(await statusWith(await token({ board }))).toBe(200)
    expect(await statusWith(await token({ schools: ['x', '99AA00', null, 5] }))).toBe(200)
    for (const schools of [[], null, '', ['x']])
      expect(await statusWith(await token({ role: 'board', board: '99001', schools }))).toBe(200)
    expect(await statusWith(await token({ role: 'operator', board: '', schools: [] }))).toBe(200)
  })

  it('sees no school by a code that is none', async () => {
    for (const schools of [[99], ['99aa00'], []]) expect(await statusWith(await token({ schools }))).toBe(404)
  })
})

describe('a token that does not hold', () => {
  const cases: readonly [string, Changes][] = [
    ['that has expired', { exp: seconds(start) - 31 }],
    ['that expired as far back as clocks may be apart', { exp: seconds(start) - 30 }],
    ['that never expires', { exp: undefined }],
    ['whose end is a text', { exp: '2030-01-01' }],
    ['that is not valid yet', { nbf: seconds(start) + 31 }],
    ['whose beginning is a text', { nbf: '2026-01-01' }],
    ['whose time of issue is a text', { iat: '2026-01-01' }],
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
    ['of a school whose schools are null', { schools: null }],
    ['of a school that is a board too', { board: '99001' }],
    ['of a board without a board', { role: 'board', schools: undefined }],
    ['of a board whose board is a number', { role: 'board', schools: undefined, board: 99001 }],
    ['of a board whose board is a list', { role: 'board', schools: undefined, board: ['99001'] }],
    ['of a board that is a school too', { role: 'board', board: '99001' }],
    ['of a board whose board is empty', { role: 'board', schools: undefined, board: '' }],
    ['with a name in which nobody sees anything', { name: '\u3164\u200b' }],
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

describe('whatever is sent as a token', () => {
  const junk = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'abcdefXYZ0189-_.~+/=') }),
    fc
      .tuple(fc.json(), fc.json(), fc.base64String())
      .map(([header, payload, signature]) =>
        [base64url.encode(header), base64url.encode(payload), signature.replaceAll('/', '_')].join('.'),
      ),
    fc
      .record({
        alg: fc.constantFrom('RS256', 'none', 'HS256', 'rs256', 5, null),
        kid: fc.constantFrom('key-1', '', 5, null, {}),
        crit: fc.constantFrom(undefined, [], ['b64'], 'b64', ['exp']),
        b64: fc.constantFrom(undefined, false, 'x'),
        typ: fc.constantFrom('JWT', 5, null),
      })
      .map(header => `${base64url.encode(JSON.stringify(header))}.e30.AAAA`),
    fc.constantFrom('a'.repeat(100_000), `${'e30.'.repeat(20_000)}e30`, '.'.repeat(1000)),
  )

  it('is a refusal, and no fault of ours', async () => {
    await fc.assert(
      fc.asyncProperty(junk, async jwt => {
        fc.pre(jwt !== '')
        expect(await statusWith(jwt)).toBe(401)
      }),
    )
    expect(fetched.length).toBeLessThanOrEqual(2)
  })

  it('holds or is refused, by whatever claims our key signed', async () => {
    const claim = fc.constantFrom(...Object.keys(claims), 'iat', 'nbf', 'board')
    await fc.assert(
      fc.asyncProperty(claim, fc.jsonValue(), async (name, value) => {
        expect([200, 401, 404]).toContain(await statusWith(await token({ [name]: value })))
      }),
    )
  })
})

describe('the keys of the issuer', () => {
  const signedByNext = (header: Changes = { kid: 'key-2' }) => token({}, header, next.privateKey)
  const clockAfter = (seconds: number) =>
    api.moveClockTo(new Date(Date.parse(start) + seconds * 1000).toISOString())

  it('are all tried where a token names none', async () => {
    issuerHas(nextKey, ourKey)
    expect(await statusWith(await token({}, { kid: undefined }))).toBe(200)
    expect(await statusWith(await signedByNext({ kid: undefined }))).toBe(200)
    expect(await statusWith(await token({}, { kid: undefined }, stolen.privateKey))).toBe(401)
    expect(await statusWith(await token({ exp: 1 }, { kid: undefined }))).toBe(401)
  })

  it('are all tried where more than one has that name', async () => {
    issuerHas({ ...nextKey, kid: 'key-1' }, ourKey)
    expect(await statusWith(await token())).toBe(200)
    expect(await statusWith(await signedByNext({ kid: 'key-1' }))).toBe(200)
  })

  it('may be listed twice', async () => {
    issuerHas(ourKey, ourKey)
    expect(await statusWith(await token())).toBe(200)
    expect(await statusWith(await token({}, { kid: undefined }))).toBe(200)
  })

  it('serve beside what is no key for signatures', async () => {
    const short = await generateKeyPair('RS256', { modulusLength: 1024 }).catch(() => undefined)
    issuerHas(
      null,
      'key',
      {},
      { kty: 'RSA', kid: 'key-1' },
      { kty: 'oct', k: 'c2VjcmV0', kid: 'key-1' },
      { kty: 'new', kid: 'key-1' },
      await exportJWK(ours.privateKey),
      ...(short ? [await exportJWK(short.publicKey)] : []),
      ourKey,
    )
    expect(await statusWith(await token())).toBe(200)
    expect(await statusWith(await token({}, { kid: undefined }))).toBe(200)
  })

  it.each([
    ['named otherwise', 'key-2'],
    ['of the same name', 'key-1'],
    ['without a name', undefined],
  ] as const)('may have been replaced a moment ago by one %s', async (_, kid) => {
    expect(await statusWith(await token())).toBe(200)
    issuerHas({ ...nextKey, kid })
    expect(await statusWith(await signedByNext({ kid }))).toBe(200)
    expect(await statusWith(await token())).toBe(401)
    expect(fetched).toHaveLength(2)
  })

  it('are looked at for an unknown key at most every thirty seconds', async () => {
    const unknown = await token({}, { kid: 'key-9' }, stolen.privateKey)
    const looksAfter = async (seconds: number) => {
      clockAfter(seconds)
      for (let time = 0; time < 3; time += 1) expect(await statusWith(unknown)).toBe(401)
      return fetched.length
    }
    expect(await looksAfter(0)).toBe(1)
    expect(await looksAfter(29)).toBe(1)
    expect(await looksAfter(30)).toBe(2)
    expect(await looksAfter(59)).toBe(2)
    issuerHas(ourKey, nextKey)
    expect(await statusWith(await signedByNext())).toBe(401)
    clockAfter(60)
    expect(await statusWith(await signedByNext())).toBe(200)
    expect(fetched).toHaveLength(3)
  })

  it('are asked for once, however many wait for them', async () => {
    const tokens = [await token(), await signedByNext(), await token(), await signedByNext()]
    expect(await Promise.all(tokens.map(jwt => statusWith(jwt)))).toEqual([200, 401, 200, 401])
    issuerHas(ourKey, nextKey)
    clockAfter(30)
    expect(await Promise.all(tokens.map(jwt => statusWith(jwt)))).toEqual([200, 200, 200, 200])
    expect(fetched).toHaveLength(2)
  })

  it('are looked at again after ten minutes, so that one that was taken back opens nothing', async () => {
    expect(await statusWith(await token())).toBe(200)
    issuerHas(nextKey)
    clockAfter(599)
    expect(await statusWith(await token())).toBe(200)
    clockAfter(600)
    expect(await statusWith(await token())).toBe(401)
  })

  it('serve on for six hours where no newer can be had, looked for every thirty seconds', async () => {
    expect(await statusWith(await token())).toBe(200)
    issuerIsAway()
    const jwt = await token({ exp: seconds(start) + 24 * 3600 })
    for (const [passed, looks] of [
      [600, 2],
      [629, 2],
      [630, 3],
      [6 * 3600 - 1, 4],
    ] as const) {
      clockAfter(passed)
      expect(await statusWith(jwt)).toBe(200)
      expect(fetched).toHaveLength(looks)
    }
    expect(await statusWith(await signedByNext())).toBe(401)
    clockAfter(6 * 3600)
    expect(await statusWith(jwt)).toBe(503)
    issuerHas(ourKey)
    expect(await statusWith(jwt)).toBe(200)
  })

  const faults: readonly [string, () => Promise<Response>, (string | number)?][] = [
    ['is away', awayBy('ENOTFOUND'), 'ENOTFOUND'],
    ['lets us wait', async () => Promise.reject(new DOMException('x', 'TimeoutError')), 'TimeoutError'],
    ['breaks off', async () => Promise.reject(new Error('x'))],
    ['is out of order', async () => new Response('oops', { status: 502 }), 502],
    ['sends us elsewhere', async () => Response.redirect('https://idp.example/login', 302), 302],
    ['sends a page', async () => new Response('<html>sleutel</html>')],
    ['sends nothing', async () => new Response()],
    ['sends half of it', async () => new Response('{"keys":[{"kty":"RSA"')],
    ['sends null', async () => Response.json(null)],
    ['sends a list', async () => Response.json([ourKey])],
    ['sends no keys', async () => Response.json({})],
    ['sends an object of keys', async () => Response.json({ keys: { ourKey } })],
    ['sends an empty list', async () => Response.json({ keys: [] })],
    ['sends what are no keys', async () => Response.json({ keys: [null, 'sleutel', { kty: 'RSA' }] })],
  ]

  it.each(faults)(
    'could not be had where it %s: 503 and a line by class and code without any, and those had before serve on',
    async (_, answer, what = '') => {
      keySet = answer
      const without = await api.request<Problem>({
        path: '/v1/schools/99AA00/monitorings',
        headers: { authorization: `Bearer ${await token()}` },
      })
      expect(without).toMatchObject({ status: 503, body: { code: 'temporarily-unavailable' } })
      expect(log.lines).toMatchObject([{ level: 'error', code: 'KEY_SET_UNAVAILABLE' }])
      expect(log.lines[0]?.text).toContain(String(what))
      expect(log.told(['sleutel', 'html', 'oops'])).toEqual([])
      expect(api.log.lines.at(-1)).toMatchObject({ level: 'error', code: 'REQUEST_FAILED' })
      issuerHas(ourKey)
      expect(await statusWith(await token())).toBe(200)
      keySet = answer
      clockAfter(3599)
      expect(await statusWith(await token())).toBe(200)
    },
  )
})
