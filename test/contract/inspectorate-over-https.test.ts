import { flattenedVerify } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import type { AccessTokens } from '../../shared/delivery/adapters/client-credentials.ts'
import { type Fetch, NotSent, type Sending } from '../../shared/delivery/adapters/exchange.ts'
import { httpsInspectorate } from '../../shared/delivery/adapters/https-inspectorate.ts'
import { sha256Hex } from '../../shared/platform/canonical.ts'
import { InMemoryLog } from '../support/doubles/log.ts'
import {
  baseUrl,
  bytesOf,
  inspectorateOver,
  noon,
  oneToken,
  patience,
  payloadOf,
  receiverFor,
  signingKey,
  tokensOver,
  wireTo,
} from '../support/reference-inspectorate.ts'
import { fetchTo, tlsServers } from './support/tls-server.ts'

const key = signingKey()
const { signer, publicKey } = key
const deliveryId = '99AA00_2026-2027_3'
const bytes = bytesOf(payloadOf())

const receipt = {
  receiptId: 'IVO-1',
  receivedAt: '2027-07-01T12:00:00+02:00',
  payloadDigest: sha256Hex(bytes),
}
const delivered = {
  kind: 'delivered',
  receipt: { receiptId: 'IVO-1', receivedAt: '2027-07-01T10:00:00.000Z' },
}

const answering = (answer: () => Response) => inspectorateOver(async () => answer(), signer)
const failing = (error: Error) => inspectorateOver(async () => Promise.reject(error), signer)

describe('a delivery over HTTPS', () => {
  const sent = async () => {
    const requests: { url: string; sending: Sending }[] = []
    const fetch: Fetch = async (url, sending) => {
      requests.push({ url, sending })
      return Response.json(receipt, { status: 201 })
    }
    await inspectorateOver(fetch, signer).deliver(deliveryId, bytes)
    expect(requests).toHaveLength(1)
    const { url, sending } = requests[0]!
    return { url, sending, headers: new Headers(sending.headers), body: Buffer.from(sending.body!) }
  }

  it('posts the bytes as they are, under their own name, with their digest', async () => {
    const { url, sending, headers, body } = await sent()
    expect(url).toBe(`${baseUrl}/deliveries`)
    expect(sending).toMatchObject({ method: 'POST', redirect: 'manual', signal: expect.any(AbortSignal) })
    expect(body.equals(bytes)).toBe(true)
    expect(headers.get('Content-Type')).toBe('application/json')
    expect(headers.get('Authorization')).toBe('Bearer token-1')
    expect(headers.get('Idempotency-Key')).toBe(deliveryId)
    const base64 = Buffer.from(sha256Hex(bytes), 'hex').toString('base64')
    expect(headers.get('Content-Digest')).toBe(`sha-256=:${base64}:`)
  })

  it('is signed so that any library for JWS can check it, by a key whose name tells no account', async () => {
    const { headers, body } = await sent()
    const [protectedHeader, detached, signature] = headers.get('Payload-Signature')!.split('.')
    expect(detached).toBe('')
    const verified = await flattenedVerify(
      { protected: protectedHeader!, payload: body, signature: signature! },
      publicKey,
      { algorithms: ['PS256'] },
    )
    expect(verified.protectedHeader).toEqual({
      alg: 'PS256',
      b64: false,
      crit: ['b64'],
      kid: '1234abcd-12ab-34cd-56ef-1234567890ab',
    })
  })

  it('is not sent where it cannot be signed', async () => {
    const outage = new Error('KMS is unavailable')
    const fetch: Fetch = async () => expect.fail('was sent')
    const dumb = { ...signer, sign: async () => Promise.reject(outage) }
    const inspectorate = inspectorateOver(fetch, dumb)
    await expect(inspectorate.deliver(deliveryId, bytes)).rejects.toBe(outage)
  })

  it('waits for an answer no longer than it is told to', async () => {
    const fetch: Fetch = async (_, { signal }) => {
      signal!.throwIfAborted()
      return Response.json(receipt, { status: 201 })
    }
    const waited: number[] = []
    const timeout = (milliseconds: number) => {
      waited.push(milliseconds)
      return AbortSignal.abort()
    }
    const connection = { baseUrl, fetch, signer, clock: noon, log: new InMemoryLog(), timeout }
    const inspectorate = httpsInspectorate({ ...connection, tokens: oneToken })
    expect(await inspectorate.deliver(deliveryId, bytes)).toEqual({ kind: 'unknown', status: null })
    expect(await inspectorate.find(deliveryId, bytes)).toBe('unknown')
    expect(waited).toEqual([20_000, 10_000])
  })

  it('waits for its token and its answer no longer together', async () => {
    const signals: AbortSignal[] = []
    const listening: Fetch = async (_, { signal }) => {
      signals.push(signal)
      return Response.json({ access_token: 'abc', token_type: 'Bearer' })
    }
    const tokens = tokensOver(listening, signer, noon)
    const inspectorate = inspectorateOver(listening, signer, tokens)
    await inspectorate.deliver(deliveryId, bytes)
    await inspectorate.find(deliveryId, bytes)
    expect(signals).toHaveLength(4)
    expect(new Set(signals).size).toBe(2)
  })
})

describe('a receipt', () => {
  it.each([
    { what: 'for other bytes', body: { ...receipt, payloadDigest: sha256Hex('other') } },
    { what: 'without a digest', body: { ...receipt, payloadDigest: undefined } },
    { what: 'without a number', body: { ...receipt, receiptId: undefined } },
    { what: 'with an empty number', body: { ...receipt, receiptId: '' } },
    { what: 'with a number of two lines', body: { ...receipt, receiptId: 'IVO-1\nIVO-2' } },
    { what: 'with a number of half a character', body: { ...receipt, receiptId: 'IVO-\ud800' } },
    { what: 'with a number without end', body: { ...receipt, receiptId: '1'.repeat(201) } },
    { what: 'with a moment that is none', body: { ...receipt, receivedAt: '1 juli 2027' } },
    { what: 'with a moment without an offset', body: { ...receipt, receivedAt: '2027-07-01T12:00:00' } },
    { what: 'that is nothing', body: null },
  ])('$what proves nothing', async ({ body }) => {
    const inspectorate = answering(() => Response.json(body, { status: 201 }))
    expect(await inspectorate.deliver(deliveryId, bytes)).toEqual({ kind: 'unknown', status: null })
    expect(await answering(() => Response.json(body)).find(deliveryId, bytes)).toBe('unknown')
  })

  it('that is no JSON proves nothing', async () => {
    const inspectorate = answering(() => new Response('<html>', { status: 201 }))
    expect(await inspectorate.deliver(deliveryId, bytes)).toEqual({ kind: 'unknown', status: null })
    expect(await answering(() => new Response('<html>')).find(deliveryId, bytes)).toBe('unknown')
  })

  it('is found under the name of its delivery', async () => {
    const requests: unknown[] = []
    const fetch: Fetch = async (url, { method, headers }) => {
      requests.push([method, url, headers.Authorization])
      return Response.json(receipt)
    }
    expect(await inspectorateOver(fetch, signer).find(deliveryId, bytes)).toEqual(delivered.receipt)
    expect(requests).toEqual([['GET', `${baseUrl}/deliveries/${deliveryId}`, 'Bearer token-1']])
  })

  it('of 64 KB is read, and a longer one proves nothing', async () => {
    const padded = (length: number) => JSON.stringify(receipt).padEnd(length)
    expect(await answering(() => new Response(padded(65_536))).deliver(deliveryId, bytes)).toEqual(delivered)
    expect(await answering(() => new Response(padded(65_537))).deliver(deliveryId, bytes)).toEqual({
      kind: 'unknown',
      status: null,
    })
    expect(await answering(() => new Response(padded(65_537))).find(deliveryId, bytes)).toBe('unknown')
  })

  it.each([202, 302, 401, 410, 429, 500, 503])(
    'may or may not exist where the answer is %i',
    async status => {
      expect(await answering(() => new Response(null, { status })).find(deliveryId, bytes)).toBe('unknown')
    },
  )

  it('may or may not exist where no answer comes', async () => {
    expect(await failing(new NotSent()).find(deliveryId, bytes)).toBe('unknown')
    expect(await failing(new Error('socket hang up')).find(deliveryId, bytes)).toBe('unknown')
  })
})

describe('an inspectorate that asks to come back', () => {
  it.each([
    { retryAfter: '0', seconds: 0 },
    { retryAfter: '120', seconds: 120 },
    { retryAfter: 'Thu, 01 Jul 2027 10:02:00 GMT', seconds: 120 },
    { retryAfter: 'Thu, 01 Jul 2027 09:00:00 GMT', seconds: 0 },
    { retryAfter: 'soon', seconds: null },
    { retryAfter: 'soon GMT', seconds: null },
    { retryAfter: '-1', seconds: null },
    { retryAfter: '1.5', seconds: null },
    { retryAfter: '', seconds: null },
  ])('with "Retry-After: $retryAfter" means in $seconds seconds', async ({ retryAfter, seconds }) => {
    const answer = () => new Response('busy', { status: 503, headers: { 'Retry-After': retryAfter } })
    expect(await answering(answer).deliver(deliveryId, bytes)).toEqual({
      kind: 'unknown',
      status: 503,
      retryAfterSeconds: seconds,
    })
  })
})

describe('an answer that is not read', () => {
  it.each([
    { status: 429, outcome: { kind: 'later', status: 429, retryAfterSeconds: null } },
    { status: 504, outcome: { kind: 'unknown', status: 504, retryAfterSeconds: null } },
    { status: 403, outcome: { kind: 'refused', status: 403 } },
    { status: 302, outcome: { kind: 'unknown', status: 302 } },
  ])('counts by its status, $status, even where its end is never heard', async ({ status, outcome }) => {
    const broken = new ReadableStream({ start: control => control.error(new Error('socket hang up')) })
    const inspectorate = answering(() => new Response(broken, { status }))
    expect(await inspectorate.deliver(deliveryId, bytes)).toEqual(outcome)
  })

  it('is let go of', async () => {
    const cancelled: unknown[] = []
    const endless = () => new ReadableStream({ cancel: reason => void cancelled.push(reason) })
    const inspectorate = answering(() => new Response(endless(), { status: 503 }))
    await inspectorate.deliver(deliveryId, bytes)
    await inspectorate.find(deliveryId, bytes)
    expect(cancelled).toHaveLength(2)
  })
})

describe('what went wrong is logged by its class and code', () => {
  const text = 'de brief van M. Jansen'
  const because = (error: object) => async () => Promise.reject(error)
  const lines = async (fetch: Fetch) => {
    const log = new InMemoryLog()
    const inspectorate = inspectorateOver(fetch, signer, oneToken, { log })
    await inspectorate.deliver(deliveryId, bytes)
    await inspectorate.find(deliveryId, bytes)
    return log.lines.map(line => JSON.parse(line.text))
  }
  const coded = (code: string) => Object.assign(new Error(text), { code })

  const unknownHost = new NotSent(text, { cause: coded('ENOTFOUND') })
  const expired = new NotSent(text, { cause: coded('CERT_HAS_EXPIRED') })
  const otherReceipt = { ...receipt, payloadDigest: text }

  it.each<[string, Fetch, object]>([
    ['a name that nobody knows', because(unknownHost), { error: 'NotSent', errorCode: 'ENOTFOUND' }],
    ['a certificate', because(expired), { errorCode: 'CERT_HAS_EXPIRED' }],
    ['a connection', because(coded('ECONNRESET')), { error: 'Error', errorCode: 'ECONNRESET' }],
    ['a time-out', because(new DOMException(text, 'TimeoutError')), { error: 'TimeoutError' }],
    ['a code that is a text', because(coded(text)), { error: 'Error' }],
    ['a page', async () => new Response(`<p>${text}`), { error: 'SyntaxError' }],
    ['no receipt', async () => Response.json({ text }), { error: '$ZodError' }],
    ['another receipt', async () => Response.json(otherReceipt), { errorCode: 'RECEIPT_FOR_OTHER_BYTES' }],
    ['no end', async () => new Response(text.repeat(10_000)), { errorCode: 'TOO_LONG' }],
  ])('(%s)', async (_, fetch, told) => {
    const logged = await lines(fetch)
    expect(logged).toMatchObject([
      { deliveryId, request: 'delivery', ...told },
      { deliveryId, request: 'status', ...told },
    ])
    expect(JSON.stringify(logged)).not.toContain('Jansen')
  })
})

describe('a delivery for which there is no token', () => {
  const shut: AccessTokens = {
    get: async () => ({ kind: 'not-posted', status: 503, retryAfterSeconds: 90 }),
    drop: () => expect.fail('there was nothing to drop'),
  }
  const inspectorate = inspectorateOver(async () => expect.fail('was sent'), signer, shut)

  it('waits, as long as is asked', async () => {
    expect(await inspectorate.deliver(deliveryId, bytes)).toEqual({
      kind: 'not-posted',
      status: 503,
      retryAfterSeconds: 90,
    })
  })

  it('may or may not have arrived before', async () => {
    expect(await inspectorate.find(deliveryId, bytes)).toBe('unknown')
  })
})

describe('a token that is not taken', () => {
  it('although it was before, has ended early: the delivery waits, and comes back with another', async () => {
    const { inspectorate, receiver, tokens } = wireTo(key)
    expect(await inspectorate.find(deliveryId, bytes)).toBe('absent')
    receiver.setFaults([{ kind: 'status', status: 401 }])
    expect(await inspectorate.deliver(deliveryId, bytes)).toEqual({
      kind: 'later',
      status: 401,
      retryAfterSeconds: null,
    })
    expect(await tokens.get(patience())).toEqual({ kind: 'token', token: 'token-2' })
    expect(await inspectorate.deliver(deliveryId, bytes)).toMatchObject({ kind: 'delivered' })
    expect((await receiver.deliveries())[0]?.headers.authorization).toBe('Bearer token-2')
  })

  it('and never was, is a refusal; where our credentials are the cause, the question stays open', async () => {
    const fetch: Fetch = async () => new Response(null, { status: 401 })
    const inspectorate = inspectorateOver(fetch, signer)
    expect(await inspectorate.deliver(deliveryId, bytes)).toEqual({ kind: 'refused', status: 401 })
    expect(await inspectorate.find(deliveryId, bytes)).toBe('unknown')
  })

  it('is dropped after a question too', async () => {
    const dropped: string[] = []
    const tokens = { ...oneToken, drop: (token: string) => void dropped.push(token) }
    const answers = [401, 404]
    const fetch: Fetch = async () => new Response(null, { status: answers.shift()! })
    const inspectorate = inspectorateOver(fetch, signer, tokens)
    expect(await inspectorate.find(deliveryId, bytes)).toBe('unknown')
    expect(await inspectorate.find(deliveryId, bytes)).toBe('absent')
    expect(dropped).toEqual(['token-1'])
  })

  it('is no longer one that is not ours to use (403): that is a refusal', async () => {
    const tokens = { ...oneToken, drop: () => expect.fail('was dropped') }
    const inspectorate = inspectorateOver(async () => new Response(null, { status: 403 }), signer, tokens)
    expect(await inspectorate.deliver(deliveryId, bytes)).toEqual({ kind: 'refused', status: 403 })
  })
})

describe('over a real connection', () => {
  const servers = tlsServers()
  afterEach(() => servers.stop())

  it('a delivery arrives byte for byte, with a token that was asked for on the way', async () => {
    const { url } = await servers.start(async (request, response) => {
      const { method = '' } = request
      const body = Buffer.concat(await request.toArray())
      const headers = new Headers(request.headers as Record<string, string>)
      const answer = await receiver.receive({ method, url: `${url}${request.url}`, headers, body })
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
    })
    const tokenUrl = `${url}/token`
    const receiver = receiverFor(key, noon, tokenUrl)
    const fetch = fetchTo({ url })
    const tokens = tokensOver(fetch, signer, noon, { at: tokenUrl })
    const connection = { baseUrl: `${url}/api`, fetch, tokens, signer, clock: noon, timeout: patience }
    const inspectorate = httpsInspectorate({ ...connection, log: new InMemoryLog() })

    expect(await inspectorate.find(deliveryId, bytes)).toBe('absent')
    const outcome = await inspectorate.deliver(deliveryId, bytes)
    expect(outcome).toEqual({ kind: 'delivered', receipt: { receiptId: 'IVO-1', receivedAt: noon() } })
    expect(await inspectorate.find(deliveryId, bytes)).toEqual({ receiptId: 'IVO-1', receivedAt: noon() })
    const received = await receiver.deliveries()
    expect(received.map(({ payload }) => payload)).toEqual([Buffer.from(bytes).toString()])
    expect(received[0]!.headers.authorization).toBe('Bearer token-1')
  })
})
