import { constants, createHash, type KeyObject, privateEncrypt } from 'node:crypto'
import {
  GetPublicKeyCommand,
  KMSServiceException,
  NotFoundException,
  SignCommand,
  type SignCommandInput,
} from '@aws-sdk/client-kms'
import { commandName, metadata, type SdkCommand, type Sends, unsupported } from './sdk.ts'

/** An RSA key pair of 2048 bits, made by who makes the key store. */
export interface KeyPair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

const HASH_BYTES = 32
const MODULUS_BYTES = 256

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

const mask = (seed: Uint8Array, length: number): Buffer => {
  const blocks = Array.from({ length: Math.ceil(length / HASH_BYTES) }, (_, block) =>
    sha256(seed, Uint8Array.of(0, 0, 0, block)),
  )
  return Buffer.concat(blocks).subarray(0, length)
}

/**
 * EMSA-PSS of a digest (RFC 8017, 9.1.1), since `node:crypto` cannot sign one that is made already. The salt follows from the
 * digest: the same history gives the same bytes.
 */
const pssEncoded = (digest: Uint8Array): Buffer => {
  const salt = sha256(Buffer.from('salt'), digest)
  const hash = sha256(Buffer.alloc(8), digest, salt)
  const block = Buffer.alloc(MODULUS_BYTES - HASH_BYTES - 1)
  block[block.length - HASH_BYTES - 1] = 1
  salt.copy(block, block.length - HASH_BYTES)
  const masked = mask(hash, block.length).map((byte, at) => byte ^ block[at]!)
  masked[0]! &= 0x7f
  return Buffer.concat([masked, hash, Uint8Array.of(0xbc)])
}

/** Of a digest that says of itself to be one of SHA-256 (RFC 8017, 9.2). */
const digestInfo = (digest: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), digest])

const encodings = {
  RSASSA_PSS_SHA_256: { encoded: pssEncoded, padding: constants.RSA_NO_PADDING },
  RSASSA_PKCS1_V1_5_SHA_256: { encoded: digestInfo, padding: constants.RSA_PKCS1_PADDING },
} as const

const invalid = (message: string): Error =>
  new KMSServiceException({
    name: 'ValidationException',
    $fault: 'client',
    $metadata: metadata(400),
    message,
  })

/** KMS with one key for signatures (RSA 2048), which is known by its id or by its ARN. */
export class FakeKeyStore implements Sends {
  readonly #keyId: string
  readonly #keys: KeyPair

  constructor(keyId: string, keys: KeyPair) {
    this.#keyId = keyId
    this.#keys = keys
  }

  async send(command: SdkCommand): Promise<object> {
    const { KeyId: keyId = '' } = command.input as { KeyId?: string }
    if (keyId !== this.#keyId && !(keyId.startsWith('arn:') && keyId.endsWith(`/${this.#keyId}`))) {
      throw new NotFoundException({ message: 'The key does not exist', $metadata: metadata(400) })
    }
    if (command instanceof SignCommand) return { Signature: this.#sign(command.input), $metadata: metadata() }
    if (!(command instanceof GetPublicKeyCommand)) throw unsupported(commandName(command))
    const PublicKey = new Uint8Array(this.#keys.publicKey.export({ type: 'spki', format: 'der' }))
    return { PublicKey, $metadata: metadata() }
  }

  #sign({ Message: digest, MessageType: type, SigningAlgorithm: algorithm }: SignCommandInput) {
    const encoding = Object.entries(encodings).find(([name]) => name === algorithm)?.[1]
    if (!encoding) throw unsupported(`the algorithm ${algorithm}`)
    if (type !== 'DIGEST') throw unsupported(`the message type ${type}`)
    if (digest?.length !== HASH_BYTES) throw invalid('Digest is invalid length')
    const key = { key: this.#keys.privateKey, padding: encoding.padding }
    return new Uint8Array(privateEncrypt(key, encoding.encoded(digest)))
  }
}
