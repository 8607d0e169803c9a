import type { Instant } from '../platform/time.ts'

/** Checks a bearer token: signature, issuer, audience, validity at `now`. Undefined for a token that does not hold. */
export interface TokenVerifier {
  verify(token: string, now: Instant): Promise<unknown | undefined>
}
