import * as z from 'zod/mini'
import { type Clock, millisecondsOf, secondsAfter } from '../../shared/platform/time.ts'
import type { Store } from '../store.ts'
import { partOf, type SignatureCheck } from './jws.ts'

export interface TokenEndpointOptions {
  clock: Clock
  /** Whether the client signed: its assertions are checked with it. */
  isSenders: SignatureCheck
  /** Where it stands; assertions are made out to it. */
  tokenUrl: string
  /** The one client it knows. */
  clientId: string
  newToken: () => string
  /** The tokens that were given. */
  tokens: Store<true>
  /** The ids of the assertions that were used. */
  assertions: Store<true>
}

const LIFETIME_SECONDS = 300

/** No assertion is good for longer, so that ids need not be remembered for ever. */
const LONGEST_ASSERTION_SECONDS = 300

const parametersSchema = z.strictObject({
  grant_type: z.literal('client_credentials'),
  client_assertion_type: z.literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
  client_assertion: z.string(),
})

/** As received; `body` is empty where there is none. */
export interface Received {
  method: string
  url: string
  headers: Headers
  body: Buffer
}

const headerSchema = z.object({ alg: z.literal('PS256'), kid: z.string(), typ: z.literal('JWT') })

const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.string(),
  jti: z.string().check(z.minLength(1)),
  iat: z.number(),
  exp: z.number(),
})

/** Gives access tokens (RFC 6749, 4.4) to the client that signs its assertions (RFC 7523). */
export class TokenEndpoint {
  readonly #options: TokenEndpointOptions

  constructor(options: TokenEndpointOptions) {
    this.#options = options
  }

  /** Answers a token request, in the form of RFC 6749, 5. */
  async answer({ method, headers, body }: Received): Promise<Response> {
    const isForm = headers.get('Content-Type') === 'application/x-www-form-urlencoded'
    if (method !== 'POST' || !isForm) return refused('invalid_request')
    const sent = [...new URLSearchParams(body.toString())]
    const parameters = parametersSchema.safeParse(Object.fromEntries(sent))
    // A parameter may not come twice (RFC 6749, 3.2).
    const isAsAgreed = parameters.success && sent.length === Object.keys(parameters.data).length
    if (!isAsAgreed) return refused('invalid_request')
    if (!(await this.#proves(parameters.data.client_assertion))) return refused('invalid_client')
    return answered(200, {
      access_token: await this.#newToken(),
      token_type: 'Bearer',
      expires_in: LIFETIME_SECONDS,
    })
  }

  /** Whether the value of an `Authorization` header opens the endpoint at this moment. */
  async opens(authorization: string | null): Promise<boolean> {
    const [, token = ''] = /^Bearer (.+)$/i.exec(authorization ?? '') ?? []
    return (await this.#options.tokens.find(token)) ?? false
  }

  async #newToken(): Promise<string> {
    const { newToken, tokens, clock } = this.#options
    const token = newToken()
    await tokens.add(token, true, secondsAfter(clock(), LIFETIME_SECONDS))
    return token
  }

  /** Whether an assertion is the client's, made out to this endpoint, and here for the first time. */
  async #proves(assertion: string): Promise<boolean> {
    const { clock, isSenders, assertions } = this.#options
    const [, input = '', header = '', claims = '', signature = ''] =
      /^(([\w-]+)\.([\w-]+))\.([\w-]+)$/.exec(assertion) ?? []
    if (!headerSchema.safeParse(partOf(header)).success) return false
    if (!isSenders(Buffer.from(input), signature)) return false

    const claimed = claimsSchema.safeParse(partOf(claims))
    if (!claimed.success || !this.#isInForce(claimed.data)) return false
    return assertions.add(claimed.data.jti, true, secondsAfter(clock(), LONGEST_ASSERTION_SECONDS))
  }

  #isInForce({ iss, sub, aud, iat, exp }: z.infer<typeof claimsSchema>): boolean {
    const { clock, tokenUrl, clientId } = this.#options
    const now = millisecondsOf(clock()) / 1000
    const isOurs = iss === clientId && sub === clientId && aud === tokenUrl
    return isOurs && iat <= now && exp > now && exp <= now + LONGEST_ASSERTION_SECONDS
  }
}

const refused = (error: 'invalid_request' | 'invalid_client'): Response =>
  answered(error === 'invalid_client' ? 401 : 400, { error })

const answered = (status: number, body: object): Response =>
  Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } })
