import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalService, localService } from '../support/api/local-service.ts'
import * as paths from '../support/api/paths.ts'

let service: LocalService
let authorization: string
beforeAll(async () => {
  service = await localService()
  authorization = `Bearer ${await service.tokenOf({ role: 'operator', name: 'Olga' })}`
})
afterAll(() => service.stop())

/** Sends a request line as it is, and gives back all that is answered. */
const raw = async (requestLine: string): Promise<string> => {
  const socket = connect(Number(new URL(service.baseUrl).port), '127.0.0.1')
  await once(socket, 'connect')
  const head = `${requestLine} HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\n`
  socket.write(`${head}Connection: close\r\n\r\n`)
  return text(socket)
}

const instanceIn = (answer: string): string => JSON.parse(answer.slice(answer.indexOf('{'))).instance

describe('over HTTP', () => {
  it.each([
    ['OPTIONS *', '/'],
    ['GET /v1/%zz', '/v1/%25zz'],
    ['GET /v1/%', '/v1/%25'],
    ['GET http://example.org/v1/nowhere', '/v1/nowhere'],
    ['GET HTTPS://example.org:8443/v1/nowhere?x=1', '/v1/nowhere'],
    ['GET http://example.org', '/'],
    ['GET /v1/B%C3%BBtenplak', '/v1/B%C3%BBtenplak'],
    ['GET /v1/a"<b>|^`{}\\[c]', '/v1/a%22%3Cb%3E%7C%5E%60%7B%7D%5C%5Bc%5D'],
    ['GET //example.org/v1', '/.//example.org/v1'],
    ['GET /v1/nowhere?a=%zz', '/v1/nowhere'],
  ])('%s is a path in the refusal', async (requestLine, instance) => {
    expect(instanceIn(await raw(requestLine))).toBe(instance)
  })

  it('a request in absolute form is the request itself', async () => {
    expect(await raw('GET http://example.org/v1/openapi.json')).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('a report that the caller has is 304, without content', async () => {
    const url = service.baseUrl + paths.report('99AA00', 'school')
    const { headers } = await fetch(url, { headers: { authorization } })
    const again = await fetch(url, {
      headers: { authorization, 'if-none-match': headers.get('etag') ?? '' },
    })
    expect({ status: again.status, text: await again.text() }).toEqual({ status: 304, text: '' })
    expect(again.headers.get('content-length')).toBeNull()
    expect(again.headers.get('etag')).toBe(headers.get('etag'))
  })
})
