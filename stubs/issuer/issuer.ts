import { type CryptoKey, exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose'
import { sha256Hex } from '../../shared/platform/canonical.ts'
import { type Clock, millisecondsOf } from '../../shared/platform/time.ts'

const AUDIENCE = 'doorlevering'
const TEN_YEARS_SECONDS = 10 * 365 * 24 * 3600

/** An OpenID issuer that gives a token to whoever asks, for portal developers and tests. */
export interface Issuer {
  readonly issuer: string
  readonly audience: string
  readonly jwksUri: string
  readonly keys: JSONWebKeySet
  /** Claims as given replace the defaults: `sub` follows from the name, and a token lives ten years. */
  token(claims: Readonly<Record<string, unknown>>): Promise<string>
}

/** Its keys are made anew at every start. */
export const localIssuer = async (baseUrl: string, clock: Clock): Promise<Issuer> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const kid = 'local'
  const issuer = `${baseUrl}/_local/issuer`
  return {
    issuer,
    audience: AUDIENCE,
    jwksUri: `${issuer}/jwks`,
    keys: { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }] },
    token: claims => signed(privateKey, kid, { ...defaults(issuer, clock, claims), ...claims }),
  }
}

const defaults = (issuer: string, clock: Clock, claims: Readonly<Record<string, unknown>>) => {
  const now = Math.floor(millisecondsOf(clock()) / 1000)
  return {
    iss: issuer,
    aud: AUDIENCE,
    // Follows from the name, and is as short for a long one.
    sub: `local|${sha256Hex(String(claims.name)).slice(0, 32)}`,
    scope: 'openid monitoring',
    iat: now,
    exp: now + TEN_YEARS_SECONDS,
  }
}

const signed = (key: CryptoKey, kid: string, claims: Readonly<Record<string, unknown>>): Promise<string> =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(key)
