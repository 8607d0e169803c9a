import { decodeJwt } from 'jose'
import * as oauth from 'oauth4webapi'
import type { Configuration } from './configuration.ts'

/** Who is signed in, as the claims of the access token have it (those that the API goes by). */
export interface Person {
  sub: string
  name: string
  role: 'school' | 'board' | 'operator'
  schools?: readonly string[]
  board?: string
}

export interface Tokens {
  person: Person
  accessToken: string
  idToken: string | undefined
  refreshToken: string | undefined
  /** Undefined where the issuer does not say. */
  secondsToLive: number | undefined
}

/** What has to be known when the issuer sends somebody back. */
export interface PendingSignIn {
  state: string
  nonce: string
  verifier: string
}

/** Longer than any issuer takes that still answers. */
const ISSUER_MILLISECONDS = 30_000

export type OpenId = ReturnType<typeof openIdOf>

/** OpenID Connect for a public client of one issuer, the page or the operators' command: authorization code with PKCE. */
export const openIdOf = (
  { issuer, clientId, scope }: Pick<Configuration, 'issuer' | 'clientId' | 'scope'>,
  redirectUri: string,
) => {
  const client: oauth.Client = { client_id: clientId }
  // An issuer on one's own machine speaks plain HTTP; any other does not.
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(issuer).hostname)
  const options = {
    [oauth.allowInsecureRequests]: isLoopback,
    signal: () => AbortSignal.timeout(ISSUER_MILLISECONDS),
  }
  let known: oauth.AuthorizationServer | undefined
  const server = async (): Promise<oauth.AuthorizationServer> => {
    const identifier = new URL(issuer)
    known ??= await oauth.processDiscoveryResponse(
      identifier,
      await oauth.discoveryRequest(identifier, options),
    )
    return known
  }
  return {
    /** Where to send somebody who signs in; with `none` the issuer asks nothing, and may say no. */
    authorization: async (pending: PendingSignIn, prompt?: 'none'): Promise<URL> => {
      const { authorization_endpoint } = await server()
      return addressWith(authorization_endpoint, {
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope,
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
        prompt,
      })
    },

    /** The tokens for what the issuer sent somebody back with. */
    redeem: async (answer: URLSearchParams, { state, nonce, verifier }: PendingSignIn): Promise<Tokens> => {
      const as = await server()
      const checked = oauth.validateAuthResponse(as, client, answer, state)
      const response = await oauth.authorizationCodeGrantRequest(
        as,
        client,
        oauth.None(),
        checked,
        redirectUri,
        verifier,
        options,
      )
      const expected = { expectedNonce: nonce, requireIdToken: true }
      return tokensIn(await oauth.processAuthorizationCodeResponse(as, client, response, expected))
    },

    renewed: async (
      tokens: Pick<Tokens, 'refreshToken'> & Partial<Pick<Tokens, 'idToken'>>,
    ): Promise<Tokens> => {
      const as = await server()
      const response = await oauth.refreshTokenGrantRequest(
        as,
        client,
        oauth.None(),
        tokens.refreshToken ?? '',
        options,
      )
      const next = tokensIn(await oauth.processRefreshTokenResponse(as, client, response))
      // An issuer may leave out what did not change.
      return {
        ...next,
        refreshToken: next.refreshToken ?? tokens.refreshToken,
        idToken: next.idToken ?? tokens.idToken,
      }
    },

    /** Where to sign out at the issuer too; undefined where it offers that not. */
    endOfSession: async (idToken: string | undefined): Promise<URL | undefined> => {
      const { end_session_endpoint } = await server()
      if (!end_session_endpoint) return undefined
      return addressWith(end_session_endpoint, {
        client_id: clientId,
        id_token_hint: idToken,
        post_logout_redirect_uri: redirectUri,
      })
    },
  }
}

export const newPendingSignIn = (): PendingSignIn => ({
  state: oauth.generateRandomState(),
  nonce: oauth.generateRandomNonce(),
  verifier: oauth.generateRandomCodeVerifier(),
})

/** Whether the issuer itself said no, so that trying again is of no use. */
export const isRefusedByIssuer = (error: unknown): boolean =>
  error instanceof oauth.ResponseBodyError || error instanceof oauth.AuthorizationResponseError

const tokensIn = (response: oauth.TokenEndpointResponse): Tokens => ({
  person: decodeJwt<Person>(response.access_token),
  accessToken: response.access_token,
  idToken: response.id_token,
  refreshToken: response.refresh_token,
  secondsToLive: response.expires_in,
})

const addressWith = (
  endpoint: string | undefined,
  parameters: Readonly<Record<string, string | undefined>>,
): URL => {
  const address = new URL(endpoint ?? '')
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) address.searchParams.set(name, value)
  return address
}
