import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isRefusedByIssuer, newPendingSignIn, openIdOf, type Tokens } from '../portal/openid.ts'
import type { Context } from './context.ts'
import { Failure } from './failure.ts'
import type { Session } from './sessions.ts'

export interface SignIn {
  readonly issuer: string
  readonly clientId: string
  readonly scope: string
  /** Where the browser comes back: an address of this machine, whose port may be 0 for a free one. */
  readonly redirect: URL
  /** For how long a person is waited for. */
  readonly seconds: number
}

/**
 * Signs a person in by their browser: authorization code with PKCE, on a loopback address (RFC 8252). Throws a `Failure`
 * where the issuer refuses, or nobody signs in in time.
 */
export const signIn = async (settings: SignIn, context: Context): Promise<Tokens> => {
  const { issuer, clientId, scope, redirect, seconds } = settings
  const server = createServer().listen(Number(redirect.port), '127.0.0.1')
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new Failure(
      `Port ${redirect.port} cannot be listened on (${error.code}). Choose another one with --redirect.`,
    )
  })
  try {
    const { port } = server.address() as AddressInfo
    const openId = openIdOf({ issuer, clientId, scope }, Object.assign(new URL(redirect), { port }).href)
    const pending = newPendingSignIn()
    const address = await openId.authorization(pending).catch(fails)
    context.tell(`Open this address in your browser, and sign in as an operator:\n\n  ${address.href}\n\n`)
    const answer = await comeBack(server, redirect.pathname, pending.state, seconds)
    return await openId.redeem(answer, pending).catch(fails)
  } finally {
    server.close()
    server.closeIdleConnections()
  }
}

export const renewed = async (session: Session): Promise<Session> => {
  const { refreshToken, issuer, clientId, scope } = session
  if (refreshToken === undefined) throw new Failure('The issuer gave no refresh token.')
  // Nobody is sent anywhere for it.
  const tokens = await openIdOf({ issuer, clientId, scope }, '').renewed({ refreshToken }).catch(fails)
  return { ...session, accessToken: tokens.accessToken, refreshToken: tokens.refreshToken }
}

type Server = ReturnType<typeof createServer>

/**
 * What the issuer sends the browser back with, by the state that only the two of us know. Any other request, as for an icon
 * or of an earlier sign-in, is answered with 404.
 */
const comeBack = async (
  server: Server,
  path: string,
  state: string,
  seconds: number,
): Promise<URLSearchParams> => {
  const signal = AbortSignal.timeout(seconds * 1000)
  for (;;) {
    const [request, response] = await once(server, 'request', { signal }).catch(() => {
      throw new Failure(`Nobody signed in within ${seconds} seconds.`)
    })
    const { pathname, searchParams } = URL.parse(request.url, 'http://127.0.0.1') ?? {}
    if (pathname === path && searchParams?.get('state') === state) {
      tellBrowser(response)
      return searchParams
    }
    response.writeHead(404, { Connection: 'close' }).end()
  }
}

/** What comes of it is told in one place, the terminal. */
const tellBrowser = (response: ServerResponse): void => {
  response
    .writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'Cache-Control': 'no-store',
      // The address holds the code.
      'Referrer-Policy': 'no-referrer',
      Connection: 'close',
    })
    .end(
      '<!doctype html><html lang="en"><title>Doorlevering</title><h1>Go back to your terminal</h1><p>It tells whether you are signed in. You can close this window.</p></html>',
    )
}

const fails = (error: Error & { cause?: { code?: string } }): never => {
  if (isRefusedByIssuer(error)) throw new Failure(`The issuer refused: ${whyRefused(error)}`)
  throw new Failure(`The issuer cannot be used: ${error.cause?.code ?? error.message}`)
}

const whyRefused = (error: Error & { error?: string; error_description?: string }): string =>
  [error.error, error.error_description].filter(Boolean).join(': ') || error.message
