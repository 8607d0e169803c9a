import { readFile } from 'node:fs/promises'
import type { HttpRequest } from '../../infra/local/gateway.ts'
import type { Clock } from '../../shared/platform/time.ts'
import { isLoopback, json, NOT_LOOPBACK, type Result, redirect, refused } from './answers.ts'
import { authorize } from './authorize.ts'
import { signedOut } from './chooser.ts'
import { type Grants, newGrants } from './grants.ts'
import type { Issuer } from './issuer.ts'
import { noSessionCookie, sessionIn } from './session-cookie.ts'
import { token } from './token.ts'

type Answer = (parameters: URLSearchParams, cookie: string | undefined) => Result | Promise<Result>

/** Answers what belongs to the OpenID provider; undefined for any other request. */
export type OpenIdProvider = (request: HttpRequest) => Promise<Result | undefined>

/**
 * The local issuer as an OpenID provider: discovery, authorization code with PKCE, refresh tokens that are used once, and
 * signing out. For any public client on this machine. Its key set is the control plane's.
 */
export const openIdProvider = async (
  issuer: Issuer,
  clock: Clock,
  newId: () => string,
): Promise<OpenIdProvider> => {
  const grants = newGrants(clock, newId)
  const stylesheet = await readFile(new URL('chooser.css', import.meta.url), 'utf8')
  const authorized: Answer = (parameters, cookie) =>
    authorize(grants, { issuer: issuer.issuer, parameters, cookie })
  const ended: Answer = (parameters, cookie) => endSession(grants, parameters, cookie)
  const answers: Readonly<Record<string, Answer>> = {
    'GET /.well-known/openid-configuration': () => json(200, metadataOf(issuer)),
    'GET /authorize': authorized,
    'POST /authorize': authorized,
    'POST /token': parameters => token({ issuer, clock, grants }, parameters),
    'GET /end_session': ended,
    'POST /end_session': ended,
    'GET /chooser.css': () => ({ headers: { 'Content-Type': 'text/css; charset=utf-8' }, body: stylesheet }),
  }
  return async ({ method, url, headers, body }) => {
    const [path = '', query] = url.split('?', 2)
    const { pathname } = new URL(issuer.issuer)
    if (!path.startsWith(pathname)) return undefined
    const parameters = new URLSearchParams(method === 'POST' ? body.toString() : query)
    return answers[`${method} ${path.slice(pathname.length)}`]?.(parameters, headers.cookie)
  }
}

const metadataOf = ({ issuer, jwksUri }: Issuer) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  end_session_endpoint: `${issuer}/end_session`,
  jwks_uri: jwksUri,
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  token_endpoint_auth_methods_supported: ['none'],
  code_challenge_methods_supported: ['S256'],
  scopes_supported: ['openid', 'monitoring'],
  claims_supported: ['sub', 'name', 'role', 'schools', 'board'],
  prompt_values_supported: ['none', 'login', 'select_account', 'consent'],
  authorization_response_iss_parameter_supported: true,
  request_parameter_supported: false,
  request_uri_parameter_supported: false,
})

/** Signs the browser out, whichever client asks (OpenID Connect RP-Initiated Logout 1.0). */
const endSession = (grants: Grants, parameters: URLSearchParams, cookie: string | undefined): Result => {
  const back = parameters.get('post_logout_redirect_uri')
  if (back !== null && !isLoopback(back)) return refused(`post_logout_redirect_uri ${NOT_LOOPBACK}`)
  grants.sessions.delete(sessionIn(grants, cookie) ?? '')
  if (back !== null) return redirect(back, { state: parameters.get('state') }, noSessionCookie)
  const page = signedOut()
  return { ...page, headers: { ...page.headers, ...noSessionCookie } }
}
