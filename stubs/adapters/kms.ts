import { createPublicKey, type KeyObject } from 'node:crypto'
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { sha256 } from '../../shared/platform/canonical.ts'
import { memoized } from '../../shared/platform/memoized.ts'
import type { TokenSigner } from '../issuer/issuer.ts'

/** The public half of a key, asked for once. Throws what KMS throws, and asks again. */
export const publicKeyOf = (client: Pick<KMSClient, 'send'>, keyId: string): (() => Promise<KeyObject>) =>
  memoized(async () => {
    const { PublicKey: key } = await client.send(new GetPublicKeyCommand({ KeyId: keyId }))
    return createPublicKey({ key: Buffer.from(key ?? []), format: 'der', type: 'spki' })
  })

/** Signs tokens by a key that never leaves KMS. Throws what KMS throws. */
export const kmsTokenSigner = (client: Pick<KMSClient, 'send'>, keyId: string): TokenSigner => ({
  kid: keyId.split('/').at(-1) ?? keyId,
  publicKey: publicKeyOf(client, keyId),
  async sign(bytes) {
    const { Signature: signature = new Uint8Array() } = await client.send(
      new SignCommand({
        KeyId: keyId,
        Message: sha256(bytes),
        MessageType: 'DIGEST',
        SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
      }),
    )
    return signature
  },
})
