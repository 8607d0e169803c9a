import { describe, expect, it } from 'vitest'
import { resending } from '../../../client/resend.ts'

type Said = Response | 'lost'

const answer = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers })

/** A service that says these in order, and what was sent to it and waited for. */
const scripted = (...said: readonly Said[]) => {
  const left = [...said]
  const sent: { token: string | null; body: string; precondition: string | null }[] = []
  const waited: number[] = []
  let tokens = 0
  const send = resending({
    baseUrl: '',
    token: async () => {
      tokens += 1
      return `token-${tokens}`
    },
    fetch: async request => {
      const { headers } = request
      sent.push({
        token: headers.get('Authorization'),
        body: await request.text(),
        precondition: headers.get('If-Match'),
      })
      const next = left.shift()
      if (next === undefined) throw new Error('nothing more to say')
      if (next === 'lost') throw new TypeError('fetch failed')
      return next
    },
    wait: async seconds => {
      waited.push(seconds)
    },
  })
  const ask = (method: string, signal?: AbortSignal) =>
    send(
      new Request('http://127.0.0.1/v1/x', {
        method,
        headers: { 'If-Match': '"1"' },
        ...(method === 'GET' ? {} : { body: 'terms' }),
        ...(signal && { signal }),
      }),
    )
  return { ask, sent, waited, tokens: () => tokens }
}

describe('a request of the client', () => {
  it('is sent once where it is answered, whatever the answer', async () => {
    for (const status of [200, 201, 304, 400, 403, 404, 409, 412, 428, 500]) {
      const service = scripted(answer(status, { 'Content-Type': 'application/problem+json' }))
      expect((await service.ask('PUT')).status).toBe(status)
      expect(service.sent).toEqual([{ token: 'Bearer token-1', body: 'terms', precondition: '"1"' }])
    }
  })

  it.each([
    ['lost' as const, 1],
    [answer(503, { 'Retry-After': '5' }), 5],
    [answer(503), 1],
    [answer(429), 1],
    [answer(502), 1],
    [answer(500, { 'Content-Type': 'application/json' }), 1],
    [answer(504, { 'Retry-After': 'Tue, 1 Jun 2027 08:00:00 GMT' }), 1],
    [answer(503, { 'Retry-After': '86400' }), 60],
  ])('is sent again as it was, with the same precondition and body (%#)', async (first, seconds) => {
    const service = scripted(first, answer(200))
    expect((await service.ask('PUT')).status).toBe(200)
    expect(service.sent[1]).toEqual(service.sent[0])
    expect(service.waited).toEqual([seconds])
  })

  it('waits longer each time, and gives up after the fifth', async () => {
    const lost = scripted('lost', 'lost', 'lost', 'lost', 'lost')
    await expect(lost.ask('DELETE')).rejects.toThrow('fetch failed')
    expect(lost.waited).toEqual([1, 2, 4, 8])
    const busy = scripted(...Array.from({ length: 5 }, () => answer(503)))
    expect((await busy.ask('GET')).status).toBe(503)
  })

  it('that makes something is sent again only where it was not taken for certain', async () => {
    await expect(scripted('lost').ask('POST')).rejects.toThrow('fetch failed')
    expect((await scripted(answer(503)).ask('POST')).status).toBe(503)
    expect((await scripted(answer(429), answer(201)).ask('POST')).status).toBe(201)
  })

  it('that was called off is not sent again', async () => {
    const service = scripted('lost')
    await expect(service.ask('GET', AbortSignal.abort())).rejects.toThrow()
    expect(service.waited).toEqual([])
  })
})

describe('the token of the client', () => {
  it('is asked for once for all requests', async () => {
    const service = scripted(answer(200), answer(200))
    await Promise.all([service.ask('GET'), service.ask('GET')])
    expect(service.tokens()).toBe(1)
  })

  it('is asked for anew once it is refused, once for all requests that need it', async () => {
    const service = scripted(answer(401), answer(401), answer(200), answer(200))
    const answers = await Promise.all([service.ask('PUT'), service.ask('PUT')])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(service.tokens()).toBe(2)
    expect(service.sent.map(({ body }) => body)).toEqual(['terms', 'terms', 'terms', 'terms'])
  })

  it('that is refused again is the answer', async () => {
    const service = scripted(answer(401), answer(401))
    expect((await service.ask('GET')).status).toBe(401)
    expect(service.tokens()).toBe(2)
  })
})
