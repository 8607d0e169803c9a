import { constants, createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { SignCommandInput } from '@aws-sdk/client-kms'
import { fetchOf, ReferenceInspectorate } from '../../../infra/local/inspectorate/reference-inspectorate.ts'
import type { Sending } from '../../../shared/delivery/adapters/exchange.ts'
import { sha256 } from '../../../shared/platform/canonical.ts'
import type { Clock } from '../../../shared/platform/time.ts'
import { settings } from './functions.ts'

/** A signature of RSA takes longer than all the rest of a delivery, so that here the key store only marks what it is given. */
const markOf = (digest: Uint8Array): Buffer => createHmac('sha256', 'sim').update(digest).digest()

/** KMS, as far as `sign` needs it. */
export const markingKeyStore = async ({ Message: digest }: SignCommandInput): Promise<object> => ({
  Signature: new Uint8Array(markOf(digest ?? new Uint8Array())),
})

/** Small keys, made once: the receiver checks real signatures, which the seam below puts in the place of true marks. */
export const receiverKeys = () => generateKeyPairSync('rsa', { modulusLength: 600 })

export type ReceiverKeys = ReturnType<typeof receiverKeys>

/** The reference receiver of one history, behind a `fetch`. */
export const receiverOf = (clock: Clock, { publicKey, privateKey }: ReceiverKeys) => {
  let given = 0
  const { INSPECTORATE_URL, INSPECTORATE_TOKEN_URL: tokenUrl, INSPECTORATE_CLIENT_ID: clientId } = settings
  const inspectorate = new ReferenceInspectorate({
    ...{ clock, publicKey, tokenUrl, clientId },
    newReceiptId: () => `ontvangst-${++given}`,
    newToken: () => `token-${++given}`,
  })
  const fetch = fetchOf(inspectorate, [INSPECTORATE_URL, tokenUrl])
  return {
    inspectorate,
    fetch: (url: string, sending: Sending): Promise<Response> => fetch(url, resigned(sending, privateKey)),
  }
}

/** The one seam: a signature whose mark is true becomes one of RSA; any other is sent on as it is. */
const resigned = (sending: Sending, key: KeyObject): Sending => {
  const { headers, body } = sending
  const detached = headers['Payload-Signature']
  if (detached !== undefined && body !== undefined) {
    const [header = '', mark = ''] = detached.split('..')
    const signature = signed(Buffer.concat([Buffer.from(`${header}.`), Buffer.from(body)]), mark, key)
    return { ...sending, headers: { ...headers, 'Payload-Signature': `${header}..${signature}` } }
  }
  if (typeof body !== 'string') return sending
  const parameters = new URLSearchParams(body)
  const [header, claims, mark = ''] = parameters.get('client_assertion')?.split('.') ?? []
  const input = `${header}.${claims}`
  parameters.set('client_assertion', `${input}.${signed(Buffer.from(input), mark, key)}`)
  return { ...sending, body: parameters.toString() }
}

const signed = (bytes: Buffer, mark: string, key: KeyObject): string => {
  if (markOf(sha256(bytes)).toString('base64url') !== mark) return mark
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  return sign('sha256', bytes, { key, ...pss }).toString('base64url')
}
