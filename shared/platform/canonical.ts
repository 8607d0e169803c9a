import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'

/**
 * The one way to write a JSON value down (RFC 8785, JCS), in UTF-8. Throws for what JSON cannot hold:
 * `undefined` as a whole, `NaN`, an infinity, a lone surrogate, a circle.
 */
export const canonicalBytes = (value: unknown): Buffer => {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('only JSON values have a canonical form')
  return Buffer.from(text, 'utf8')
}

/** SHA-256 (FIPS 180-4), 32 bytes. A text is read as UTF-8. */
export const sha256 = (bytes: Uint8Array | string): Buffer => hash('sha256', bytes, 'buffer')

/** SHA-256 as 64 lower-case hex digits. */
export const sha256Hex = (bytes: Uint8Array | string): string => hash('sha256', bytes)
