import { readFile } from 'node:fs/promises'
import { json, type Request, type Result } from '../http.ts'
import { redirect, refused } from './answers.ts'
import { authorize } from './authorize.ts'
import { signedOut } from './chooser.ts'
import { setCookie } from './cookies.ts'
import { sessionIn } from './grants.ts'
import type { Issuer } from './issuer.ts'
import type { Endpoint, ProviderPorts } from './ports.ts'
import { token } from './token.ts'

/** Answers what belongs to the OpenID provider; undefined for any other request. */
export type OpenIdProvider = (request: Request) => Promise<Result | undefined>

/**
 * An issuer as an OpenID provider: discovery, key set, authorization code with PKCE, refresh tokens that are used once, and
 * signing out. For any public client whose address it lets browsers be sent back to.
 */
export const openIdProvider = (ports: ProviderPorts): OpenIdProvider => {
  const folder = new URL(ports.issuer.issuer).pathname.replace(/\/$/, '')
  return async ({ method, url, headers, body }) => {
    const [path = '', query] = url.split('?', 2)
    if (!path.startsWith(folder)) return undefined
    const parameters = new URLSearchParams(method === 'POST' ? body.toString() : query)
    return endpoints[`${method} ${path.slice(folder.length)}`]?.(ports, parameters, headers.cookie)
  }
}

const stylesheet = async (): Promise<Result> => ({
  headers: { 'Content-Type': 'text/css; charset=utf-8' },
  body: await readFile(new URL('chooser.css', import.meta.url), 'utf8'),
})

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
const endSession: Endpoint = async ({ issuer: { issuer }, grants, redirects }, parameters, cookie) => {
  const back = parameters.get('post_logout_redirect_uri')
  if (back !== null && !redirects.allow(back)) return refused(`post_logout_redirect_uri ${redirects.rule}`)
  await grants.sessions.remove((await sessionIn(grants, cookie)) ?? '')
  const forgotten = setCookie(issuer, 'doorlevering_issuer')
  if (back !== null) return redirect(back, { state: parameters.get('state') }, forgotten)
  const page = signedOut()
  return { ...page, headers: { ...page.headers, ...forgotten } }
}

const endpoints: Readonly<Record<string, Endpoint>> = {
  'GET /.well-known/openid-configuration': ({ issuer }) => json(200, metadataOf(issuer)),
  'GET /jwks': async ({ issuer }) => json(200, await issuer.keys()),
  'GET /authorize': authorize,
  'POST /authorize': authorize,
  'POST /token': token,
  'GET /end_session': endSession,
  'POST /end_session': endSession,
  'GET /chooser.css': stylesheet,
}
