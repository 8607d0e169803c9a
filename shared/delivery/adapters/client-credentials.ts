import * as z from 'zod/mini'
import type { Log } from '../../platform/log.ts'
import { type Clock, type Instant, millisecondsOf, secondsAfter } from '../../platform/time.ts'
import type { AttemptOutcome } from '../ports.ts'
import { type Fetch, jsonOf, secondsUntilRetry } from './exchange.ts'
import { signedClaims } from './jws.ts'
import type { Signer } from './signer.ts'

type NotPosted = AttemptOutcome & { kind: 'not-posted' }

/** What opens the endpoint of the inspectorate. */
export interface AccessTokens {
  /**
   * The token in force; asked for where there is none. `not-posted` where none is to be had before `signal` ends the
   * waiting.
   */
  get(signal: AbortSignal): Promise<{ kind: 'token'; token: string } | NotPosted>
  /** Forgets a token that was not taken. */
  drop(token: string): void
}

export interface TokenConnection {
  tokenUrl: string
  clientId: string
  fetch: Fetch
  signer: Signer
  clock: Clock
  /** Makes an id that was never given before. */
  newId: () => string
  log: Pick<Log, 'error'>
}

/** How long a client assertion can be used: no longer than it takes to get there. */
const ASSERTION_SECONDS = 60

/** A token is not used in its last minute: it must still be good when a delivery arrives. */
const MARGIN_SECONDS = 60

/** No token is kept for longer, whatever is said of it. */
const LONGEST_LIFETIME_SECONDS = 3600

const answerSchema = z.object({
  /** RFC 6750, 2.1: what can stand in a header. */
  access_token: z.string().check(z.regex(/^[\w.~+/-]{1,8192}=*$/)),
  token_type: z.string().check(z.regex(/^bearer$/i)),
  expires_in: z._default(z.number().check(z.nonnegative()), 0),
})

const refusalSchema = z.object({ error: z.string().check(z.regex(/^[a-z_]{1,60}$/)) })

/**
 * Access tokens by OAuth 2.0 client credentials (RFC 6749, 4.4) with `private_key_jwt` (RFC 7523, 2.2). A token
 * is kept until a minute before its end; however many ask at once, one request is made. Whatever goes wrong at
 * the token endpoint, a refusal of our credentials included, is `not-posted`: no delivery was judged. Throws what
 * the signer throws.
 */
export const clientCredentials = (connection: TokenConnection): AccessTokens => {
  const { tokenUrl, clock, fetch, log } = connection
  let current: { token: string; until: Instant } | undefined
  let asking: ReturnType<AccessTokens['get']> | undefined

  const ask: AccessTokens['get'] = async signal => {
    const askedAt = clock()
    const body = await tokenRequest(connection, askedAt)
    try {
      const headers = { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' }
      const sending = { method: 'POST', headers, body, redirect: 'manual', signal } as const
      const answer = await fetch(tokenUrl, sending)
      if (answer.status !== 200) {
        const { status } = answer
        log.error('INSPECTORATE_GAVE_NO_TOKEN', { status, oauthError: await oauthErrorOf(answer) })
        return { kind: 'not-posted', status, retryAfterSeconds: secondsUntilRetry(answer, clock) }
      }
      const { access_token: token, expires_in: lifetime } = answerSchema.parse(await jsonOf(answer))
      const seconds = Math.min(lifetime, LONGEST_LIFETIME_SECONDS) - MARGIN_SECONDS
      current = { token, until: secondsAfter(askedAt, seconds) }
      return { kind: 'token', token }
    } catch (error) {
      log.error('INSPECTORATE_GAVE_NO_TOKEN', { status: null }, error)
      return { kind: 'not-posted', status: null, retryAfterSeconds: null }
    }
  }

  return {
    async get(signal) {
      if (current && clock() < current.until) return { kind: 'token', token: current.token }
      asking ??= ask(signal).finally(() => {
        asking = undefined
      })
      return asking
    },

    drop(token) {
      if (current?.token === token) current = undefined
    },
  }
}

/** Why a token is refused (RFC 6749, 5.2), in its own word; undefined where the answer says nothing of the kind. */
const oauthErrorOf = async (answer: Response): Promise<string | undefined> => {
  const body = refusalSchema.safeParse(await jsonOf(answer).catch(() => undefined))
  return body.data?.error
}

const tokenRequest = async (
  { tokenUrl, clientId, signer, newId }: TokenConnection,
  now: Instant,
): Promise<string> => {
  const iat = Math.floor(millisecondsOf(now) / 1000)
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: tokenUrl,
    jti: newId(),
    iat,
    exp: iat + ASSERTION_SECONDS,
  }
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await signedClaims(signer, claims),
  }).toString()
}
