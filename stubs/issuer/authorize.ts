import { accessPage } from './access.ts'
import { redirect, refused } from './answers.ts'
import { chooser } from './chooser.ts'
import { setCookie } from './cookies.ts'
import { type Grants, sessionIn } from './grants.ts'
import { type Person, personNamed } from './people.ts'
import type { Endpoint } from './ports.ts'

const isRepeated = (parameters: URLSearchParams): boolean =>
  new Set(parameters.keys()).size < [...parameters.keys()].length

/**
 * The authorization endpoint. A person who is signed in goes right on; another chooses who to be. A `login_hint` that names a
 * demo person chooses at once, for tests of portals.
 */
export const authorize: Endpoint = async (
  { issuer: { issuer }, grants, redirects, isOpenTo },
  parameters,
  cookie,
) => {
  const [clientId, redirectUri] = ['client_id', 'redirect_uri'].map(name => parameters.get(name) ?? '')
  if (isRepeated(parameters)) return refused('a parameter is repeated')
  if (!clientId) return refused('client_id is missing')
  if (!redirectUri || !redirects.allow(redirectUri)) return refused(`redirect_uri ${redirects.rule}`)
  const back = (answer: Record<string, string>, headers = {}) =>
    redirect(redirectUri, { ...answer, state: parameters.get('state'), iss: issuer }, headers)

  const fault = faultIn(parameters)
  if (fault) return back({ error: fault[0], error_description: fault[1] })
  const prompt = parameters.get('prompt')
  const chosen = personHintedBy(parameters)
  const signedIn = await sessionIn(grants, cookie)
  const goesOn = chosen ? isOpenTo(cookie) : signedIn && (!prompt || prompt === 'none')
  if (!goesOn && prompt === 'none') return back({ error: 'login_required' })
  if (!goesOn) return isOpenTo(cookie) ? chooser(parameters) : accessPage(parameters)

  const sessionId = chosen ? await begin(grants, chosen) : signedIn!
  const code = await grants.codes.keep({
    clientId,
    redirectUri,
    sessionId,
    scope: parameters.get('scope')!,
    challenge: parameters.get('code_challenge')!,
    nonce: parameters.get('nonce') ?? undefined,
  })
  return back({ code }, setCookie(issuer, 'doorlevering_issuer', sessionId))
}

const personHintedBy = (parameters: URLSearchParams): Person | undefined =>
  ['login', 'select_account'].includes(parameters.get('prompt') ?? '')
    ? undefined
    : personNamed(parameters.get('login_hint'))

const begin = async ({ sessions, newId }: Grants, person: Person): Promise<string> => {
  const sessionId = newId()
  await sessions.add(sessionId, person)
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
