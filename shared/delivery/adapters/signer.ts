import { type KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { sha256 } from '../../platform/canonical.ts'

/** Signs as us: PS256 (RFC 7518, 3.5). */
export interface Signer {
  /** By which others find the public key. */
  keyId: string
  sign: (bytes: Uint8Array) => Promise<Uint8Array>
}

/**
 * A key that never leaves KMS, which gets a digest to sign. `keyId` is that of a key, or its ARN, of which only
 * the key's part is told: an alias would outlive its key. Throws what KMS throws.
 */
export const kmsSigner = (client: Pick<KMSClient, 'send'>, keyId: string): Signer => ({
  keyId: keyId.split('/').at(-1) ?? keyId,
  async sign(bytes) {
    const { Signature: signature } = await client.send(
      new SignCommand({
        KeyId: keyId,
        Message: sha256(bytes),
        MessageType: 'DIGEST',
        SigningAlgorithm: 'RSASSA_PSS_SHA_256',
      }),
    )
    if (!signature) throw new Error('the key store answered without a signature')
    return signature
  },
})
