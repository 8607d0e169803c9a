import { once } from 'node:events'
import { get } from 'node:https'
import tls from 'node:tls'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { NotSent, type Sending } from '../../shared/delivery/adapters/exchange.ts'
import { httpsFetch, type Network } from '../../shared/delivery/adapters/https-fetch.ts'
import { certificateFor } from '../support/certificate.ts'
import { fetchTo, loopback, serverName, tlsServers } from './support/tls-server.ts'

const servers = tlsServers()
afterEach(() => servers.stop())

const sending = (more: Partial<Sending> = {}): Sending => ({
  method: 'GET',
  headers: {},
  redirect: 'manual',
  signal: new AbortController().signal,
  ...more,
})

const saying = (text: string) => servers.start((_, response) => response.end(text))

describe('an endpoint', () => {
  it.each([
    'http://inspectie.example/api',
    'ftp://inspectie.example/api',
    'https://naam:geheim@inspectie.example/api',
    'https://naam@inspectie.example/api',
    'https://inspectie.example/api/',
    'https://inspectie.example/api?sleutel=1',
    'https://inspectie.example/api#deel',
    'inspectie.example',
  ])('is not "%s"', url => {
    expect(() => httpsFetch(['https://inspectie.example/api', url])).toThrow(TypeError)
  })
})

describe('a request over HTTPS', () => {
  it('brings what is sent and answers what is said', async () => {
    const { url } = await servers.start(async (request, response) => {
      const sent = Buffer.concat(await request.toArray()).toString()
      const { host, 'content-length': length, 'x-name': name, 'accept-encoding': encoding } = request.headers
      response.writeHead(418, { 'Retry-After': '7' })
      response.end(JSON.stringify([request.method, request.url, host, length, name, encoding, sent]))
    })
    const body = Buffer.from('tekst €')
    const answer = await fetchTo({ url })(
      `${url}/a/b`,
      sending({ method: 'POST', headers: { 'X-Name': 'x' }, body }),
    )
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([418, '7'])
    const host = url.replace('https://', '')
    expect(await answer.json()).toEqual(['POST', '/a/b', host, '9', 'x', 'identity', 'tekst €'])
  })

  it('reaches every host that was configured and no other', async () => {
    const [one, other, third] = [await saying('een'), await saying('ander'), await saying('derde')]
    const fetch = httpsFetch([`${one.url}/api`, other.url], loopback)
    expect(await (await fetch(`${one.url}/elders`, sending())).text()).toBe('een')
    expect(await (await fetch(other.url, sending())).text()).toBe('ander')
    for (const url of [third.url, one.url.replace('https', 'http'), one.url.replace(serverName, '127.0.0.1')])
      await expect(fetch(url, sending())).rejects.toThrow(NotSent)
    expect(third.connections()).toBe(0)
  })

  it('follows no redirect', async () => {
    const elsewhere = await saying('elders')
    const { url, requests } = await servers.start((_, response) => {
      response.writeHead(307, { Location: elsewhere.url }).end()
    })
    const answer = await httpsFetch([url, elsewhere.url], loopback)(url, sending())
    expect([answer.status, requests(), elsewhere.connections()]).toEqual([307, 1, 0])
  })

  it.each([204, 205, 304])('takes an answer %i, which has no body', async status => {
    const { url } = await servers.start((_, response) => response.writeHead(status).end())
    expect(await fetchTo({ url })(url, sending())).toMatchObject({ status, body: null })
  })

  it('makes nothing of an answer that is none', async () => {
    const { url } = await servers.start((_, response) => response.writeHead(999).end('x'))
    await expect(fetchTo({ url })(url, sending())).rejects.toThrow(RangeError)
  })

  it('does not speak another protocol when asked to', async () => {
    const { url } = await servers.start(({ socket }) => {
      socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n')
    })
    await expect(fetchTo({ url })(url, sending())).rejects.toThrow('no answer')
  })

  it('keeps no connection for later', async () => {
    const { url, server } = await saying('ja')
    const fetch = fetchTo({ url })
    const closed = once(server, 'connection').then(([socket]) => once(socket, 'close'))
    await (await fetch(url, sending())).text()
    await closed
  })
})

describe('a server', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('may speak %s', async version => {
    const { url } = await servers.start(
      (request, response) => response.end((request.socket as tls.TLSSocket).getProtocol()),
      { maxVersion: version },
    )
    expect(await (await fetchTo({ url })(url, sending())).text()).toBe(version)
  })

  it('that speaks no newer than TLS 1.1 is not spoken to, whatever the defaults of Node', async () => {
    const defaults = { version: tls.DEFAULT_MIN_VERSION, ciphers: tls.DEFAULT_CIPHERS }
    tls.DEFAULT_MIN_VERSION = 'TLSv1'
    // OpenSSL signs as TLS 1.1 does only where it is told that nothing matters.
    tls.DEFAULT_CIPHERS = 'DEFAULT@SECLEVEL=0'
    onTestFinished(() => {
      tls.DEFAULT_MIN_VERSION = defaults.version
      tls.DEFAULT_CIPHERS = defaults.ciphers
    })
    const { url, server, requests } = await servers.start((_, response) => response.end(), {
      maxVersion: 'TLSv1.1',
    })
    const { port } = new URL(url)
    const anyClient = get({ port, servername: serverName, ca: loopback.ca, agent: false })
    expect((await once(anyClient, 'response'))[0]).toMatchObject({ statusCode: 200 })

    const refused = once(server, 'tlsClientError')
    await expect(fetchTo({ url })(url, sending())).rejects.toThrow(NotSent)
    expect((await refused)[0]).toMatchObject({ code: 'ERR_SSL_UNSUPPORTED_PROTOCOL' })
    expect(requests()).toBe(1)
  })

  it.each([
    { what: 'that nobody vouches for', certificate: certificateFor(serverName) },
    { what: 'whose certificate is for another', certificate: certificateFor('elders.example') },
    { what: 'whose certificate is of the past', certificate: certificateFor(serverName, '210101000000Z') },
  ])('$what is told nothing', async ({ what, certificate }) => {
    const { url, server, requests } = await servers.start((_, response) => response.end(), certificate)
    let received = 0
    server.on('secureConnection', socket => socket.on('data', ({ length }) => (received += length)))
    const ca = what.includes('nobody') ? loopback.ca : certificate.cert
    const body = Buffer.alloc(100_000)
    const told = fetchTo({ url }, { ca })(url, sending({ method: 'POST', body }))
    await expect(told).rejects.toThrow(NotSent)
    expect([requests(), received]).toEqual([0, 0])
  })

  it('without TLS is told nothing', async () => {
    const { url, server } = await saying('ja')
    server.removeAllListeners('connection')
    let received = ''
    server.on('connection', socket => {
      socket.on('error', () => {})
      socket.once('data', data => {
        received = data.toString('latin1')
        socket.end('HTTP/1.1 200 OK\r\n\r\n')
      })
    })
    await expect(fetchTo({ url })(url, sending({ headers: { Secret: 'x' } }))).rejects.toThrow(NotSent)
    expect(received).toContain(serverName)
    expect(received).not.toContain('Secret')
  })
})

describe('a name', () => {
  it('that nobody knows brings nothing, and says so', async () => {
    const lookup: Network['lookup'] = (_name, _options, done) =>
      done(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }), [])
    const fetch = fetchTo({ url: 'https://inspectie.example' }, { lookup })
    await expect(fetch('https://inspectie.example', sending())).rejects.toMatchObject({
      name: 'NotSent',
      cause: { code: 'ENOTFOUND' },
    })
  })
})

describe('what goes wrong', () => {
  it('before there is a connection, was not sent', async () => {
    const { url, server } = await saying('ja')
    servers.stop()
    await once(server, 'close')
    await expect(fetchTo({ url })(url, sending())).rejects.toThrow(NotSent)
  })

  it('before there is a word of TLS, was not sent, however long one waits', async () => {
    const { url, server } = await saying('ja')
    const waiting = new AbortController()
    server.removeAllListeners('connection')
    server.on('connection', () => waiting.abort())
    await expect(fetchTo({ url })(url, sending({ signal: waiting.signal }))).rejects.toThrow(NotSent)
  })

  it('before it began, was not sent', async () => {
    const { url, connections } = await saying('ja')
    await expect(fetchTo({ url })(url, sending({ signal: AbortSignal.abort() }))).rejects.toThrow(NotSent)
    expect(connections()).toBe(0)
  })

  it('after the request was heard, may have been sent', async () => {
    const { url } = await servers.start(({ socket }) => socket.destroy())
    await expect(fetchTo({ url })(url, sending())).rejects.not.toThrow(NotSent)
  })

  it('while waiting for the answer, may have been sent', async () => {
    const waiting = new AbortController()
    const { url } = await servers.start(() => waiting.abort())
    await expect(fetchTo({ url })(url, sending({ signal: waiting.signal }))).rejects.not.toThrow(NotSent)
  })

  it('in the middle of the answer, is heard by who reads it', async () => {
    const { url } = await servers.start((_, response) => {
      response.writeHead(200, { 'Content-Length': '1000' })
      response.write('{', () => response.destroy())
    })
    const answer = await fetchTo({ url })(url, sending())
    await expect(answer.text()).rejects.toThrow()
  })
})
