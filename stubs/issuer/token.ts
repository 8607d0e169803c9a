import { createHash } from 'node:crypto'
import { millisecondsOf } from '../../shared/platform/time.ts'
import { json, type Result } from '../http.ts'
import type { CodeGrant, Grant } from './grants.ts'
import type { Endpoint, ProviderPorts } from './ports.ts'

const ACCESS_SECONDS = 3600

const error = (code: string, description: string): Result =>
  json(400, { error: code, error_description: description })

/** The token endpoint, for public clients: a code once, with its verifier; a refresh token once, for the next. */
export const token: Endpoint = async (ports, parameters) => {
  const { codes, refreshTokens } = ports.grants
  if (!parameters.get('client_id')) return error('invalid_request', 'client_id is missing')
  switch (parameters.get('grant_type')) {
    case 'authorization_code': {
      const grant = await codes.take(parameters.get('code'))
      if (!grant) return error('invalid_grant', 'the code is not known, was used, or is older than a minute')
      const fault = faultIn(grant, parameters)
      return fault ? error('invalid_grant', fault) : tokens(ports, grant, parameters, grant.nonce)
    }
    case 'refresh_token': {
      const grant = await refreshTokens.take(parameters.get('refresh_token'))
      return grant
        ? tokens(ports, grant, parameters)
        : error('invalid_grant', 'the refresh token is not known, was used, or is older than a year')
    }
    case null:
      return error('invalid_request', 'grant_type is missing: send a form')
    default:
      return error('unsupported_grant_type', 'grant_type must be authorization_code or refresh_token')
  }
}

const faultIn = (grant: CodeGrant, parameters: URLSearchParams): string | undefined => {
  if (grant.redirectUri !== parameters.get('redirect_uri')) return 'redirect_uri is not that of the request'
  const verifier = parameters.get('code_verifier') ?? ''
  const isVerified = createHash('sha256').update(verifier).digest('base64url') === grant.challenge
  return isVerified ? undefined : 'code_verifier does not fit code_challenge'
}

const tokens = async (
  { issuer, clock, grants }: ProviderPorts,
  grant: Grant,
  parameters: URLSearchParams,
  nonce?: string,
): Promise<Result> => {
  const { clientId, scope, sessionId } = grant
  if (clientId !== parameters.get('client_id'))
    return error('invalid_grant', 'client_id is of another client')
  const person = await grants.sessions.find(sessionId)
  if (!person) return error('invalid_grant', 'the person has signed out')
  const claims = { name: person.name, ...person.claims }
  const exp = Math.floor(millisecondsOf(clock()) / 1000) + ACCESS_SECONDS
  return json(200, {
    access_token: await issuer.token({ ...claims, scope, exp }),
    token_type: 'Bearer',
    expires_in: ACCESS_SECONDS,
    // Lives as long as the issuer lets it: a browser holds it to the time of day, and the local clock is another.
    id_token: await issuer.token({ ...claims, scope: undefined, aud: clientId, nonce, sid: sessionId }),
    refresh_token: await grants.refreshTokens.keep({ clientId, scope, sessionId }),
    scope,
  })
}
