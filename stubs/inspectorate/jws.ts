import { constants, type KeyObject, verify } from 'node:crypto'
import { parsedJson } from '../http.ts'

/** What a part of a JWS (base64url) says in JSON; undefined where it says nothing. */
export const partOf = (part: string): unknown => parsedJson(Buffer.from(part, 'base64url'))

/** Whether a signature (base64url) over these bytes is the sender's. */
export type SignatureCheck = (bytes: Uint8Array, signature: string) => boolean

/** Whether it is PS256 by this key. */
export const signedBy =
  (publicKey: KeyObject): SignatureCheck =>
  (bytes, signature) =>
    verify(
      'sha256',
      bytes,
      {
        key: publicKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      },
      Buffer.from(signature, 'base64url'),
    )
