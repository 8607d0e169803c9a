import { generateKeyPair, type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import * as z from 'zod/mini'
import { sha256Hex } from '../../shared/platform/canonical.ts'
import { type Clock, millisecondsOf } from '../../shared/platform/time.ts'

const AUDIENCE = 'doorlevering'
const TEN_YEARS_SECONDS = 10 * 365 * 24 * 3600

/** Signs tokens with RS256 (RFC 7518, 3.3). */
export interface TokenSigner {
  readonly kid: string
  publicKey(): Promise<KeyObject>
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** Of whoever asks for a token; any other claim may stand beside them. */
export const claimsSchema = z.looseObject({ role: z.string(), name: z.string() })

/** An OpenID issuer that gives a token to whoever asks, for portal developers and tests. */
export interface Issuer {
  readonly issuer: string
  readonly audience: string
  readonly jwksUri: string
  /** Its key set (RFC 7517). */
  keys(): Promise<{ readonly keys: readonly object[] }>
  /** Claims as given replace the defaults: `sub` follows from the name, and a token lives as long as the issuer lets it. */
  token(claims: Readonly<Record<string, unknown>>): Promise<string>
}

export interface IssuerOptions {
  /** Its name and address, without a slash at the end. */
  readonly issuer: string
  readonly signer: TokenSigner
  readonly clock: Clock
  readonly lifetimeSeconds: number
}

export const issuerOf = ({ issuer, signer, clock, lifetimeSeconds }: IssuerOptions): Issuer => ({
  issuer,
  audience: AUDIENCE,
  jwksUri: `${issuer}/jwks`,
  keys: async () => {
    const jwk = (await signer.publicKey()).export({ format: 'jwk' })
    return { keys: [{ ...jwk, kid: signer.kid, alg: 'RS256', use: 'sig' }] }
  },
  token: claims => {
    const iat = Math.floor(millisecondsOf(clock()) / 1000)
    return signed(signer, {
      iss: issuer,
      aud: AUDIENCE,
      // Follows from the name, and is as short for a long one.
      sub: `local|${sha256Hex(String(claims.name)).slice(0, 32)}`,
      scope: 'openid monitoring',
      iat,
      exp: iat + lifetimeSeconds,
      ...claims,
    })
  },
})

/** The issuer of the local environment, whose keys are made anew at every start. */
export const localIssuer = async (baseUrl: string, clock: Clock): Promise<Issuer> => {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const signer: TokenSigner = {
    kid: 'local',
    publicKey: async () => publicKey,
    sign: async bytes => sign('sha256', bytes, privateKey),
  }
  return issuerOf({
    issuer: `${baseUrl}/_local/issuer`,
    signer,
    clock,
    lifetimeSeconds: TEN_YEARS_SECONDS,
  })
}

const signed = async ({ kid, sign }: TokenSigner, claims: object): Promise<string> => {
  const input = [{ alg: 'RS256', kid, typ: 'JWT' }, claims].map(encoded).join('.')
  return `${input}.${Buffer.from(await sign(Buffer.from(input))).toString('base64url')}`
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
