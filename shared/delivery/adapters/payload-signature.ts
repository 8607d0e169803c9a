import { type KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { sha256 } from '../../platform/canonical.ts'

/** Makes the `Payload-Signature` of a body. */
export type Sign = (body: Uint8Array) => Promise<string>

/**
 * A detached JWS (RFC 7515, appendix F) over the body as it is (`b64: false`, RFC 7797), PS256, as
 * `<protected header>..<signature>`. The key never leaves KMS, which gets a digest to sign.
 * `keyId` is that of a key, or its ARN, of which only the key's part is told: an alias would outlive its key.
 * Throws what KMS throws.
 */
export const kmsSigner = (client: Pick<KMSClient, 'send'>, keyId: string): Sign => {
  const header = { alg: 'PS256', b64: false, crit: ['b64'], kid: keyId.split('/').at(-1) }
  const protectedHeader = Buffer.from(JSON.stringify(header)).toString('base64url')

  return async body => {
    const { Signature: signature } = await client.send(
      new SignCommand({
        KeyId: keyId,
        Message: sha256(Buffer.concat([Buffer.from(`${protectedHeader}.`), body])),
        MessageType: 'DIGEST',
        SigningAlgorithm: 'RSASSA_PSS_SHA_256',
      }),
    )
    if (!signature) throw new Error('the key store answered without a signature')
    return `${protectedHeader}..${Buffer.from(signature).toString('base64url')}`
  }
}
