import { createRemoteJWKSet, customFetch, errors, type FetchImplementation, jwtVerify } from 'jose'
import { TemporaryFault } from '../../platform/temporary-fault.ts'
import { millisecondsOf } from '../../platform/time.ts'
import type { TokenVerifier } from '../ports.ts'

export interface TokenSettings {
  issuer: string
  audience: string
  jwksUri: string
}

/**
 * Tokens of one OpenID issuer. Its key set is fetched when it is needed and kept for ten minutes (jose fetches it again for a
 * key it does not know). A key set that cannot be had is a fault that passes, not a bad token: it is thrown.
 */
export const joseTokenVerifier = (settings: TokenSettings, fetch?: FetchImplementation): TokenVerifier => {
  const keys = createRemoteJWKSet(new URL(settings.jwksUri), fetch && { [customFetch]: fetch })
  return {
    async verify(token, now) {
      try {
        const { payload } = await jwtVerify(token, keys, {
          algorithms: ['RS256'],
          issuer: settings.issuer,
          audience: settings.audience,
          requiredClaims: ['exp', 'sub'],
          currentDate: new Date(millisecondsOf(now)),
        })
        return payload
      } catch (error) {
        if (isBadToken(error)) return undefined
        throw new TemporaryFault('the key set of the issuer could not be had', { cause: error })
      }
    },
  }
}

const isBadToken = (error: unknown): boolean =>
  error instanceof errors.JWTClaimValidationFailed ||
  error instanceof errors.JWTExpired ||
  error instanceof errors.JWTInvalid ||
  error instanceof errors.JWSInvalid ||
  error instanceof errors.JWSSignatureVerificationFailed ||
  error instanceof errors.JOSEAlgNotAllowed ||
  error instanceof errors.JOSENotSupported ||
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys
