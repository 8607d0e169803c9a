import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { flattenedVerify } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import { type Fetch, httpsInspectorate } from '../../shared/delivery/adapters/https-inspectorate.ts'
import { sha256Hex } from '../../shared/platform/canonical.ts'
import {
  baseUrl,
  bytesOf,
  inspectorateOver,
  noon,
  payloadOf,
  signingKey,
} from '../support/reference-inspectorate.ts'

const { sign, publicKey } = signingKey()
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

const answering = (answer: () => Response) => inspectorateOver(async () => answer(), sign)
const failing = (error: Error) => inspectorateOver(async () => Promise.reject(error), sign)
const fetchFailed = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })

describe('a delivery over HTTPS', () => {
  const sent = async () => {
    const requests: { url: string; init: RequestInit }[] = []
    const fetch: Fetch = async (url, init) => {
      requests.push({ url, init })
      return Response.json(receipt, { status: 201 })
    }
    await inspectorateOver(fetch, sign).deliver(deliveryId, bytes)
    expect(requests).toHaveLength(1)
    const { url, init } = requests[0]!
    return { url, init, headers: new Headers(init.headers), body: Buffer.from(init.body as Uint8Array) }
  }

  it('posts the bytes as they are, under their own name, with their digest', async () => {
    const { url, init, headers, body } = await sent()
    expect(url).toBe(`${baseUrl}/deliveries`)
    expect(init).toMatchObject({ method: 'POST', redirect: 'manual', signal: expect.any(AbortSignal) })
    expect(body.equals(bytes)).toBe(true)
    expect(headers.get('Content-Type')).toBe('application/json')
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
    const inspectorate = inspectorateOver(fetch, async () => Promise.reject(outage))
    await expect(inspectorate.deliver(deliveryId, bytes)).rejects.toBe(outage)
  })

  it('waits for an answer no longer than it is told to', async () => {
    const fetch: Fetch = async (_, { signal }) => {
      signal!.throwIfAborted()
      return Response.json(receipt, { status: 201 })
    }
    const connection = { baseUrl, fetch, sign, clock: noon, timeout: () => AbortSignal.abort() }
    expect(await httpsInspectorate(connection).deliver(deliveryId, bytes)).toEqual({ kind: 'unknown' })
    expect(await httpsInspectorate(connection).find(deliveryId)).toBe('unknown')
  })
})

describe('a receipt', () => {
  it.each([200, 201])('with %i is that of the delivery, its moment in UTC', async status => {
    expect(await answering(() => Response.json(receipt, { status })).deliver(deliveryId, bytes)).toEqual(
      delivered,
    )
  })

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
    expect(await inspectorate.deliver(deliveryId, bytes)).toEqual({ kind: 'unknown' })
  })

  it('that is no JSON proves nothing', async () => {
    const inspectorate = answering(() => new Response('<html>', { status: 201 }))
    expect(await inspectorate.deliver(deliveryId, bytes)).toEqual({ kind: 'unknown' })
    expect(await answering(() => new Response('<html>')).find(deliveryId)).toBe('unknown')
  })

  it('is found under the name of its delivery', async () => {
    const urls: string[] = []
    const fetch: Fetch = async url => {
      urls.push(url)
      return Response.json(receipt)
    }
    expect(await inspectorateOver(fetch, sign).find(deliveryId)).toEqual(delivered.receipt)
    expect(urls).toEqual([`${baseUrl}/deliveries/${deliveryId}`])
  })

  it.each([202, 302, 401, 410, 429, 500, 503])(
    'may or may not exist where the answer is %i',
    async status => {
      expect(await answering(() => new Response(null, { status })).find(deliveryId)).toBe('unknown')
    },
  )

  it('may or may not exist where no answer comes', async () => {
    expect(await failing(fetchFailed('ECONNREFUSED')).find(deliveryId)).toBe('unknown')
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
      kind: 'later',
      retryAfterSeconds: seconds,
    })
  })
})

describe('a connection', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])(
    'that never came about (%s) brought nothing',
    async code => {
      expect(await failing(fetchFailed(code)).deliver(deliveryId, bytes)).toMatchObject({ kind: 'later' })
    },
  )

  it.each([
    fetchFailed('ECONNRESET'),
    fetchFailed('UND_ERR_SOCKET'),
    fetchFailed('UND_ERR_HEADERS_TIMEOUT'),
    fetchFailed('EHOSTUNREACH'),
    new TypeError('fetch failed'),
    new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
  ])('that broke may have brought everything (%s)', async error => {
    expect(await failing(error).deliver(deliveryId, bytes)).toEqual({ kind: 'unknown' })
  })
})

describe('with the fetch of Node', () => {
  let server: Server | undefined
  afterEach(() => {
    server?.closeAllConnections()
    server?.close()
  })

  const over = async (listener: RequestListener) => {
    const listening = createServer(listener).listen(0, '127.0.0.1')
    server = listening
    await new Promise(resolve => listening.once('listening', resolve))
    const { port } = listening.address() as AddressInfo
    return httpsInspectorate({
      baseUrl: `http://127.0.0.1:${port}`,
      fetch,
      sign,
      clock: noon,
      timeout: () => new AbortController().signal,
    })
  }

  it('a delivery arrives byte for byte', async () => {
    const received: Buffer[] = []
    const inspectorate = await over((request, response) => {
      request.on('data', chunk => received.push(chunk))
      request.on('end', () => response.writeHead(201).end(JSON.stringify(receipt)))
    })
    expect(await inspectorate.deliver(deliveryId, bytes)).toEqual(delivered)
    expect(Buffer.concat(received).equals(bytes)).toBe(true)
  })

  it('a redirect is not followed, and says nothing', async () => {
    const paths: (string | undefined)[] = []
    const inspectorate = await over((request, response) => {
      paths.push(request.url)
      response.writeHead(307, { Location: '/elsewhere' }).end()
    })
    expect(await inspectorate.deliver(deliveryId, bytes)).toEqual({ kind: 'unknown' })
    expect(await inspectorate.find(deliveryId)).toBe('unknown')
    expect(paths).toEqual(['/deliveries', `/deliveries/${deliveryId}`])
  })

  it('an answer that breaks off leaves it unknown', async () => {
    const inspectorate = await over((_, response) => {
      response.writeHead(201, { 'Content-Length': '1000' })
      response.write('{"receiptId":', () => response.destroy())
    })
    expect(await inspectorate.deliver(deliveryId, bytes)).toEqual({ kind: 'unknown' })
  })

  it('a connection that breaks before the answer leaves it unknown', async () => {
    const inspectorate = await over(request => request.destroy())
    expect(await inspectorate.deliver(deliveryId, bytes)).toEqual({ kind: 'unknown' })
  })

  it('a host that refuses connections is one to come back to', async () => {
    const inspectorate = await over(() => {})
    await new Promise(resolve => server!.close(resolve))
    expect(await inspectorate.deliver(deliveryId, bytes)).toEqual({ kind: 'later', retryAfterSeconds: null })
  })
})
