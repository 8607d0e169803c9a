import type { Signer } from './signer.ts'

/**
 * A detached JWS (RFC 7515, appendix F) over a body as it is (`b64: false`, RFC 7797), as
 * `<protected header>..<signature>`. Throws what the signer throws.
 */
export const detachedSignature = async ({ keyId, sign }: Signer, body: Uint8Array): Promise<string> => {
  const header = encoded({ alg: 'PS256', b64: false, crit: ['b64'], kid: keyId })
  return `${header}..${base64url(await sign(Buffer.concat([Buffer.from(`${header}.`), body])))}`
}

/** A signed JWT (RFC 7519). Throws what the signer throws. */
export const signedClaims = async ({ keyId, sign }: Signer, claims: object): Promise<string> => {
  const input = `${encoded({ alg: 'PS256', kid: keyId, typ: 'JWT' })}.${encoded(claims)}`
  return `${input}.${base64url(await sign(Buffer.from(input)))}`
}

const encoded = (value: object): string => base64url(Buffer.from(JSON.stringify(value)))

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
