import { constants, createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import {
  GetPublicKeyCommand,
  type KMSClient,
  NotFoundException,
  SignCommand,
  VerifyCommand,
} from '@aws-sdk/client-kms'
import { describe, expect, it } from 'vitest'
import { FakeKeyStore } from '../../../infra/local/fakes/keys.ts'
import { clientOf } from '../../../infra/local/fakes/sdk.ts'

const KeyId = 'signing-key'
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const client = clientOf<KMSClient>(new FakeKeyStore(KeyId, pair))
const SigningAlgorithm = 'RSASSA_PSS_SHA_256'

const sign = async (message: Uint8Array, rest: object = {}) => {
  const Message = createHash('sha256').update(message).digest()
  const answer = await client.send(
    new SignCommand({ KeyId, Message, MessageType: 'DIGEST', SigningAlgorithm, ...rest }),
  )
  return answer.Signature ?? new Uint8Array()
}
const isValid = (message: Uint8Array, signature: Uint8Array): boolean =>
  verify(
    'sha256',
    message,
    { key: pair.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
    signature,
  )

describe('the fake key store', () => {
  it('signs the digest of a message, so that anyone can verify it', async () => {
    for (let n = 0; n < 20; n += 1) {
      const message = Buffer.from(`message ${n}`)
      const signature = await sign(message)
      expect(isValid(message, signature)).toBe(true)
      expect(isValid(Buffer.from('another'), signature)).toBe(false)
      expect(await sign(message)).toEqual(signature)
    }
  })

  it('gives the public key', async () => {
    const { PublicKey, KeyUsage } = await client.send(new GetPublicKeyCommand({ KeyId }))
    const key = createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' })
    expect(key.equals(pair.publicKey)).toBe(true)
    expect(KeyUsage).toBe('SIGN_VERIFY')
  })

  it('knows its key by the ARN too, and no other key', async () => {
    const byArn = { KeyId: 'arn:aws:kms:eu-west-1:000000000000:key/signing-key' }
    expect(isValid(Buffer.from('m'), await sign(Buffer.from('m'), byArn))).toBe(true)
    await expect(sign(Buffer.from('m'), { KeyId: 'other' })).rejects.toThrow(NotFoundException)
  })

  it('refuses a digest of another length, and says loudly that it takes no message', async () => {
    const Message = Buffer.alloc(20)
    await expect(sign(Message, { Message })).rejects.toMatchObject({ name: 'ValidationException' })
    await expect(sign(Message, { MessageType: 'RAW' })).rejects.toThrow('RAW')
  })

  it('says loudly what it does not know', async () => {
    const other = { SigningAlgorithm: 'RSASSA_PSS_SHA_512' }
    await expect(sign(Buffer.from('m'), other)).rejects.toThrow('RSASSA_PSS_SHA_512')
    const verifyCommand = new VerifyCommand({
      KeyId,
      Message: Buffer.from('m'),
      Signature: Buffer.from('s'),
      SigningAlgorithm,
    })
    await expect(client.send(verifyCommand)).rejects.toThrow('VerifyCommand')
  })
})
