import { ADDRCONFIG, type LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { type Fetch, NotSent, type Sending } from './exchange.ts'
import { isPublic } from './public-address.ts'

/** What lies between us and a server. */
export interface Network {
  /** All addresses a name has at this moment. */
  resolve: (name: string) => Promise<LookupAddress[]>
  mayReach: (address: string) => boolean
  /** Certificates (PEM) that vouch for a server, in the place of those that come with Node. */
  authorities?: string
}

/** Only what is on the internet: a name that leads to this machine, or into its network, is refused. */
export const internet: Network = {
  resolve: name => lookup(name, { all: true, hints: ADDRCONFIG }),
  mayReach: isPublic,
}

/**
 * A `fetch` that reaches the hosts of `urls` and no other: by HTTPS with TLS 1.2 or newer, without following
 * redirects. Addresses are judged as they are connected to, each time, so that a name that is given another
 * address in between gains nothing. Each request has a connection of its own: one that is kept is found broken
 * when a frozen function wakes. Throws `TypeError` where one of `urls` is not an endpoint.
 */
export const httpsFetch = (urls: readonly string[], network: Network = internet): Fetch => {
  const origins = urls.map(url => originOf(url, network))
  return async (text, sending) => {
    const url = new URL(text)
    if (!origins.includes(url.origin)) throw new NotSent('this is not a host that was configured')
    return answerOf(await exchanged(url, sending, network))
  }
}

/** A mistake in a setting is told at once: nobody waits seven days for it. */
const originOf = (text: string, { mayReach }: Network): string => {
  const { protocol, username, password, hostname, origin } = new URL(text)
  if (protocol !== 'https:' || username || password || /[?#]|\/$/.test(text))
    throw new TypeError('an endpoint is a URL of HTTPS with nothing but a host and a path')
  // A literal address is never looked up, so it is judged here.
  const literal = hostname.replace(/^\[(.+)\]$/, '$1')
  if (isIP(literal) !== 0 && !mayReach(literal)) throw new TypeError('an endpoint is on the internet')
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
      // Makes `lookup` be asked for all addresses at once.
      autoSelectFamily: true,
      lookup: judging(network),
      minVersion: 'TLSv1.2',
      // Said, so that no variable of the environment can say otherwise.
      rejectUnauthorized: true,
      ...(network.authorities && { ca: network.authorities }),
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

/** One address that may not be reached condemns the name. */
const judging =
  ({ resolve, mayReach }: Network): LookupFunction =>
  (name, _options, done) => {
    resolve(name).then(
      addresses => {
        const isFine = addresses.length > 0 && addresses.every(({ address }) => mayReach(address))
        if (isFine) done(null, addresses)
        else done(new NotSent('this name leads where nothing is sent'), [])
      },
      (error: Error) => done(error, []),
    )
  }

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
