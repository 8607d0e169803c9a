import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify, type LocalJWKSet } from 'jose'
import type { Log } from '../../platform/log.ts'
import { type Instant, millisecondsOf } from '../../platform/time.ts'
import type { TokenVerifier } from '../ports.ts'
import { type Fetch, issuerKeys } from './issuer-keys.ts'

export interface TokenSettings {
  issuer: string
  audience: string
  jwksUri: string
  log: Log
}

/** How far the issuer's clock and ours may be apart. */
const CLOCK_SKEW_SECONDS = 30

/**
 * Tokens of one OpenID issuer, signed by one of its keys. A key set that cannot be had is a fault that passes, not a bad
 * token: it is thrown.
 */
export const joseTokenVerifier = (
  { issuer, audience, jwksUri, log }: TokenSettings,
  fetch: Fetch = globalThis.fetch,
): TokenVerifier => {
  const issuers = issuerKeys(jwksUri, log, fetch)
  const optionsAt = (now: Instant): JWTVerifyOptions => ({
    algorithms: ['RS256'],
    issuer,
    audience,
    requiredClaims: ['exp', 'sub'],
    clockTolerance: CLOCK_SKEW_SECONDS,
    currentDate: new Date(millisecondsOf(now)),
  })
  return {
    async verify(token, now) {
      const options = optionsAt(now)
      const current = await issuers.current(now)
      const verified = await verifiedBy(current.keys, token, options)
      if (verified !== 'unknown-key') return verified
      const newest = await issuers.newest(now, current)
      const again = newest === current.keys ? verified : await verifiedBy(newest, token, options)
      return again === 'unknown-key' ? undefined : again
    },
  }
}

/** Its claims; undefined where it does not hold, whoever signed it. */
const verifiedBy = async (
  keys: LocalJWKSet,
  token: string,
  options: JWTVerifyOptions,
): Promise<JWTPayload | 'unknown-key' | undefined> => {
  try {
    return await payloadOf(keys, token, options)
  } catch (error) {
    if (isOfUnknownKey(error)) return 'unknown-key'
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}

/** Where more than one key fits, each is tried. */
const payloadOf = async (
  keys: LocalJWKSet,
  token: string,
  options: JWTVerifyOptions,
): Promise<JWTPayload> => {
  try {
    return (await jwtVerify(token, keys, options)).payload
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error
    for await (const key of error) {
      const verified = await jwtVerify(token, key, options).catch(passUnknownKey)
      if (verified) return verified.payload
    }
    throw new errors.JWKSNoMatchingKey()
  }
}

const isOfUnknownKey = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed

const passUnknownKey = (error: unknown): undefined => {
  if (!isOfUnknownKey(error)) throw error
}
