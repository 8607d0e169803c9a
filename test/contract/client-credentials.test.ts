import { jwtVerify } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Fetch, NotSent, type Sending } from '../../shared/delivery/adapters/exchange.ts'
import { logCatalogue } from '../../shared/platform/log.ts'
import { StoppedClock } from '../support/doubles/clock.ts'
import { InMemoryLog } from '../support/doubles/log.ts'
import {
  clientId,
  counted,
  noon,
  patience,
  signingKey,
  tokensOver,
  tokenUrl,
} from '../support/reference-inspectorate.ts'

const { signer, publicKey } = signingKey()
const aToken = { access_token: 'abc', token_type: 'Bearer', expires_in: 300 }
const later = { kind: 'not-posted', status: null, retryAfterSeconds: null }

let time: StoppedClock
beforeEach(() => {
  time = new StoppedClock(noon())
})

/** An endpoint that answers so, in order, and then with `token-1`, `token-2` … */
const endpoint = (...answers: readonly (() => Response)[]) => {
  const requests: { url: string; sending: Sending }[] = []
  const left = [...answers]
  const token = counted('token')
  const fetch: Fetch = async (url, sending) => {
    requests.push({ url, sending })
    const answer = left.shift() ?? (() => Response.json({ ...aToken, access_token: token() }))
    return answer()
  }
  return { requests, tokens: tokensOver(fetch, signer, time.clock) }
}

const over = (fetch: Fetch) => tokensOver(fetch, signer, time.clock)
const says = (body: unknown, init?: ResponseInit) => () => Response.json(body, init)

describe('a token is asked for', () => {
  it('with the name of the client and its signature, in a form', async () => {
    const { requests, tokens } = endpoint()
    expect(await tokens.get(patience())).toEqual({ kind: 'token', token: 'token-1' })
    const { url, sending } = requests[0]!
    expect(url).toBe(tokenUrl)
    expect(sending).toMatchObject({ method: 'POST', redirect: 'manual', signal: expect.any(AbortSignal) })
    expect(sending.headers).toEqual({
      Accept: 'application/json',
      'Content-Type': 'application/x-www-form-urlencoded',
    })
    expect(Object.fromEntries(new URLSearchParams(String(sending.body)))).toEqual({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: expect.any(String),
    })
  })

  it('with an assertion that any library can check, made out to the endpoint for one minute', async () => {
    const { requests, tokens } = endpoint(says({}), says({}))
    await tokens.get(patience())
    await tokens.get(patience())
    const [first, second] = await Promise.all(
      requests.map(({ sending }) => {
        const jwt = new URLSearchParams(String(sending.body)).get('client_assertion')!
        return jwtVerify(jwt, publicKey, { algorithms: ['PS256'], currentDate: new Date(noon()) })
      }),
    )
    const iat = 1_814_436_000
    const claims = { iss: clientId, sub: clientId, aud: tokenUrl, iat, exp: iat + 60 }
    expect(first!.payload).toEqual({ ...claims, jti: 'id-1' })
    expect(second!.payload).toEqual({ ...claims, jti: 'id-2' })
    const kid = '1234abcd-12ab-34cd-56ef-1234567890ab'
    expect(first!.protectedHeader).toEqual({ alg: 'PS256', kid, typ: 'JWT' })
  })

  it('not where it cannot be signed for', async () => {
    const outage = new Error('KMS is unavailable')
    const dumb = { ...signer, sign: async () => Promise.reject(outage) }
    const tokens = tokensOver(async () => expect.fail('was sent'), dumb, time.clock)
    await expect(Promise.all([tokens.get(patience()), tokens.get(patience())])).rejects.toBe(outage)
    await expect(tokens.get(patience())).rejects.toBe(outage)
  })
})

describe('a token', () => {
  it('serves until a minute before its end', async () => {
    const { requests, tokens } = endpoint()
    await tokens.get(patience())
    time.moveOn(239.999)
    expect(await tokens.get(patience())).toEqual({ kind: 'token', token: 'token-1' })
    time.moveOn(0.001)
    expect(await tokens.get(patience())).toEqual({ kind: 'token', token: 'token-2' })
    expect(requests).toHaveLength(2)
  })

  it('is counted from when it was asked for, however long it took to come', async () => {
    const token = counted('token')
    const tokens = over(async () => {
      time.moveOn(20)
      return Response.json({ ...aToken, access_token: token() })
    })
    await tokens.get(patience())
    time.moveOn(219)
    expect(await tokens.get(patience())).toEqual({ kind: 'token', token: 'token-1' })
    time.moveOn(1)
    expect(await tokens.get(patience())).toEqual({ kind: 'token', token: 'token-2' })
  })

  it.each([
    { what: 'of a minute', expires_in: 60 },
    { what: 'of no time', expires_in: 0 },
    { what: 'of an unknown time', expires_in: undefined },
  ])('$what serves whoever asked for it and nobody after', async ({ expires_in }) => {
    const { tokens } = endpoint(says({ ...aToken, expires_in }))
    expect(await tokens.get(patience())).toEqual({ kind: 'token', token: 'abc' })
    expect(await tokens.get(patience())).toEqual({ kind: 'token', token: 'token-1' })
  })

  it('that is said to be good for ever is kept for an hour', async () => {
    const { tokens } = endpoint(says({ ...aToken, expires_in: 1e300 }))
    await tokens.get(patience())
    time.moveOn(3539)
    expect(await tokens.get(patience())).toEqual({ kind: 'token', token: 'abc' })
    time.moveOn(1)
    expect(await tokens.get(patience())).toEqual({ kind: 'token', token: 'token-1' })
  })

  it('is asked for once by all who need it at once, and shared', async () => {
    const { requests, tokens } = endpoint()
    const all = await Promise.all(Array.from({ length: 10 }, () => tokens.get(patience())))
    expect(new Set(all.map(access => JSON.stringify(access)))).toEqual(
      new Set([JSON.stringify({ kind: 'token', token: 'token-1' })]),
    )
    expect(requests).toHaveLength(1)
  })

  it('that was not taken is not used again', async () => {
    const { tokens } = endpoint()
    await tokens.get(patience())
    tokens.drop('token-1')
    expect(await tokens.get(patience())).toEqual({ kind: 'token', token: 'token-2' })
  })

  it('is not dropped for an older one that was not taken', async () => {
    const { tokens } = endpoint()
    await tokens.get(patience())
    tokens.drop('token-0')
    expect(await tokens.get(patience())).toEqual({ kind: 'token', token: 'token-1' })
  })
})

describe('without a token, a delivery waits', () => {
  it.each([201, 301, 400, 401, 403, 404, 429, 500, 503])(
    'where the answer is %i, and asks anew',
    async status => {
      const { tokens } = endpoint(says(aToken, { status }))
      expect(await tokens.get(patience())).toEqual({ ...later, status })
      expect(await tokens.get(patience())).toEqual({ kind: 'token', token: 'token-1' })
    },
  )

  it('for as long as is asked', async () => {
    const busy = () => new Response(null, { status: 503, headers: { 'Retry-After': '120' } })
    expect(await endpoint(busy).tokens.get(patience())).toEqual({
      kind: 'not-posted',
      status: 503,
      retryAfterSeconds: 120,
    })
  })

  it.each([
    { what: 'nothing', body: null },
    { what: 'no token', body: { ...aToken, access_token: undefined } },
    { what: 'an empty token', body: { ...aToken, access_token: '' } },
    { what: 'a token of two lines', body: { ...aToken, access_token: 'abc\r\nX: y' } },
    { what: 'a token without end', body: { ...aToken, access_token: 'a'.repeat(8193) } },
    { what: 'a token of another kind', body: { ...aToken, token_type: 'DPoP' } },
    { what: 'a time that is none', body: { ...aToken, expires_in: -1 } },
    { what: 'more than anybody reads', body: { ...aToken, more: 'x'.repeat(65_536) } },
  ])('where the answer holds $what', async ({ body }) => {
    expect(await endpoint(says(body)).tokens.get(patience())).toEqual(later)
  })

  it('where the answer is no JSON', async () => {
    expect(await endpoint(() => new Response('<html>')).tokens.get(patience())).toEqual(later)
  })

  it.each([new NotSent(), new Error('socket hang up'), new DOMException('too late', 'TimeoutError')])(
    'where no answer comes (%s)',
    async error => {
      expect(await over(async () => Promise.reject(error)).get(patience())).toEqual(later)
    },
  )

  it('no longer than it is told to', async () => {
    const fetch: Fetch = async (_, { signal }) => {
      signal.throwIfAborted()
      return Response.json(aToken)
    }
    const tokens = over(fetch)
    expect(await tokens.get(AbortSignal.abort())).toEqual(later)
    expect(await tokens.get(patience())).toMatchObject({ kind: 'token' })
  })
})

describe('why there is no token is logged', () => {
  const text = 'M. Jansen'
  const lineOf = async (fetch: Fetch) => {
    const log = new InMemoryLog()
    await tokensOver(fetch, signer, time.clock, { log }).get(patience())
    return log.lines.map(line => JSON.parse(line.text))
  }

  it.each([
    { body: { error: 'invalid_client', error_description: text }, oauthError: 'invalid_client' },
    { body: { error: 'unauthorized_client' }, oauthError: 'unauthorized_client' },
    { body: { error: text }, oauthError: undefined },
    { body: { error: { text } }, oauthError: undefined },
    { body: [text], oauthError: undefined },
    { body: text.repeat(20_000), oauthError: undefined },
  ])('by its OAuth error ($oauthError) and its status', async ({ body, oauthError }) => {
    const logged = await lineOf(async () => Response.json(body, { status: 401 }))
    expect(logged).toEqual([
      { message: logCatalogue.INSPECTORATE_GAVE_NO_TOKEN, status: 401, ...(oauthError && { oauthError }) },
    ])
  })

  it.each<[string, Error, object]>([
    ['a name that nobody knows', new NotSent(text, { cause: { code: 'ENOTFOUND' } }), { error: 'NotSent' }],
    ['a connection', Object.assign(new Error(text), { code: 'ECONNRESET' }), { errorCode: 'ECONNRESET' }],
    ['a time-out', new DOMException(text, 'TimeoutError'), { error: 'TimeoutError' }],
  ])('by the class and code of %s', async (_, error, told) => {
    const logged = await lineOf(async () => Promise.reject(error))
    expect(logged).toMatchObject([{ status: null, ...told }])
    expect(JSON.stringify(logged)).not.toContain(text)
  })
})
