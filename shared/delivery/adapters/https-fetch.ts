import type { IncomingMessage } from 'node:http'
import { type RequestOptions, request } from 'node:https'
import { Readable } from 'node:stream'
import { type Fetch, NotSent, type Sending } from './exchange.ts'

/** In the place of what Node does by itself: certificates (PEM) that vouch for a server, and how a name is looked up. */
export type Network = Pick<RequestOptions, 'ca' | 'lookup'>

/**
 * A `fetch` that reaches the hosts of `urls` and no other: by HTTPS with TLS 1.2 or newer, without following
 * redirects. Each request has a connection of its own: one that is kept is found broken when a frozen function
 * wakes. Throws `TypeError` where one of `urls` is not an endpoint.
 */
export const httpsFetch = (urls: readonly string[], network: Network = {}): Fetch => {
  const origins = urls.map(originOf)
  return async (text, sending) => {
    const url = new URL(text)
    if (!origins.includes(url.origin)) throw new NotSent('this is not a host that was configured')
    return answerOf(await exchanged(url, sending, network))
  }
}

/** A mistake in a setting is told at once: nobody waits seven days for it. */
const originOf = (text: string): string => {
  const { protocol, username, password, origin } = new URL(text)
  if (protocol !== 'https:' || username || password || /[?#]|\/$/.test(text))
    throw new TypeError('an endpoint is a URL of HTTPS with nothing but a host and a path')
  return origin
}

/** Nothing is written before the other side has proved its name: what fails before that has sent nothing. */
const exchanged = (
  url: URL,
  { method, headers, body, signal }: Sending,
  network: Network,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    let connected = false
    const options = {
      method,
      headers: { 'Accept-Encoding': 'identity', ...headers },
      signal,
      agent: false,
      minVersion: 'TLSv1.2',
      // Said, so that no variable of the environment can say otherwise.
      rejectUnauthorized: true,
      ...network,
    } as const
    request(url, options)
      .once('socket', socket => {
        socket.once('secureConnect', () => {
          connected = true
        })
      })
      .on('error', error => reject(connected ? error : new NotSent('no connection', { cause: error })))
      .once('response', resolve)
      // Comes last and always; an answer in another protocol (101) ends a request without a word.
      .once('close', () => reject(new Error('no answer')))
      .end(body)
  })

/** The statuses for which a `Response` takes no body. */
const BODILESS = [204, 205, 304]

const answerOf = (message: IncomingMessage): Response => {
  const { statusCode: status = 0, headers } = message
  try {
    const body = BODILESS.includes(status) ? null : Readable.toWeb(message)
    if (body === null) message.resume()
    return new Response(body, { status, headers: Object.entries(headers).map(flattened) })
  } catch (error) {
    // Not a status, or not a header: there is nobody left to read on.
    message.destroy()
    throw error
  }
}

const flattened = ([name, value]: [string, string | string[] | undefined]): [string, string] => [
  name,
  String(value),
]
