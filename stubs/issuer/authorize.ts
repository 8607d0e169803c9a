import { isLoopback, NOT_LOOPBACK, type Result, redirect, refused } from './answers.ts'
import { chooser } from './chooser.ts'
import type { Grants } from './grants.ts'
import { type Person, personNamed } from './people.ts'
import { sessionCookie, sessionIn } from './session-cookie.ts'

interface AuthorizationRequest {
  readonly issuer: string
  readonly parameters: URLSearchParams
  /** The header, where there is one. */
  readonly cookie: string | undefined
}

const isRepeated = (parameters: URLSearchParams): boolean =>
  new Set(parameters.keys()).size < [...parameters.keys()].length

/**
 * The authorization endpoint. A person who is signed in goes right on; another chooses who to be. A `login_hint` that names a
 * demo person chooses at once, for tests of portals.
 */
export const authorize = (grants: Grants, { issuer, parameters, cookie }: AuthorizationRequest): Result => {
  const [clientId, redirectUri] = ['client_id', 'redirect_uri'].map(name => parameters.get(name) ?? undefined)
  if (isRepeated(parameters)) return refused('a parameter is repeated')
  if (!clientId) return refused('client_id is missing')
  if (!isLoopback(redirectUri)) return refused(`redirect_uri ${NOT_LOOPBACK}`)
  const back = (answer: Record<string, string>, headers = {}) =>
    redirect(redirectUri, { ...answer, state: parameters.get('state'), iss: issuer }, headers)

  const fault = faultIn(parameters)
  if (fault) return back({ error: fault[0], error_description: fault[1] })
  const prompt = parameters.get('prompt')
  const signedIn = sessionIn(grants, cookie)
  const chosen =
    prompt === 'login' || prompt === 'select_account' ? undefined : personNamed(hintIn(parameters))
  if (!chosen && (!signedIn || (prompt && prompt !== 'none')))
    return prompt === 'none' ? back({ error: 'login_required' }) : chooser(parameters)

  const sessionId = chosen ? begin(grants, chosen) : signedIn!
  const code = grants.codes.keep({
    clientId,
    redirectUri,
    sessionId,
    scope: parameters.get('scope')!,
    challenge: parameters.get('code_challenge')!,
    nonce: parameters.get('nonce') ?? undefined,
  })
  return back({ code }, sessionCookie(sessionId))
}

const hintIn = (parameters: URLSearchParams): string | null => parameters.get('login_hint')

const begin = ({ sessions, newId }: Grants, person: Person): string => {
  const sessionId = newId()
  sessions.set(sessionId, person)
  return sessionId
}

const PROMPTS = [null, 'none', 'login', 'select_account', 'consent']

/** Error and description, as OAuth 2.0 (RFC 6749, section 4.1.2.1) and OpenID Connect Core (3.1.2.6) have them. */
const faultIn = (parameters: URLSearchParams): readonly [error: string, description: string] | undefined => {
  const given = (name: string) => parameters.get(name)
  if (given('request')) return ['request_not_supported', 'request is not supported']
  if (given('request_uri')) return ['request_uri_not_supported', 'request_uri is not supported']
  if (!given('response_type')) return ['invalid_request', 'response_type is missing']
  if (given('response_type') !== 'code') return ['unsupported_response_type', 'response_type must be code']
  if ((given('response_mode') ?? 'query') !== 'query')
    return ['invalid_request', 'response_mode must be query']
  if (!given('scope')?.split(' ').includes('openid')) return ['invalid_scope', 'scope must hold openid']
  if (given('code_challenge_method') !== 'S256')
    return ['invalid_request', 'PKCE is required: code_challenge_method must be S256']
  if (!/^[\w-]{43}$/.test(given('code_challenge') ?? ''))
    return ['invalid_request', 'code_challenge must be a SHA-256 in base64url: 43 characters']
  if (!PROMPTS.includes(given('prompt'))) return ['invalid_request', 'prompt is not known']
  return undefined
}
