import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { KMSClient } from '@aws-sdk/client-kms'
import { FakeKeyStore } from '../../infra/local/fakes/keys.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { type AccessTokens, clientCredentials } from '../../shared/delivery/adapters/client-credentials.ts'
import type { Fetch } from '../../shared/delivery/adapters/exchange.ts'
import { httpsInspectorate } from '../../shared/delivery/adapters/https-inspectorate.ts'
import { kmsSigner, type Signer } from '../../shared/delivery/adapters/signer.ts'
import type { Inspectorate } from '../../shared/delivery/ports.ts'
import { canonicalBytes } from '../../shared/platform/canonical.ts'
import { type Clock, instantFrom } from '../../shared/platform/time.ts'
import { signedBy } from '../../stubs/inspectorate/jws.ts'
import {
  fetchOf,
  keptInMemory,
  ReferenceInspectorate,
} from '../../stubs/inspectorate/reference-inspectorate.ts'
import { InMemoryLog } from './doubles/log.ts'

export const baseUrl = 'https://inspectie.example/api'
export const tokenUrl = 'https://toegang.inspectie.example/token'
export const clientId = 'doorlevering'

/** When the inspectorate of the tests receives everything. */
export const noon: Clock = () => instantFrom('2027-07-01T10:00:00Z')

const keyId = 'arn:aws:kms:eu-west-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab'

/** The report of the smallest school there is, as it is delivered. */
export const payloadOf = (surveyedGroup = 'Alle leerlingen.') => ({
  schemaVersion: '1.0',
  deliveryId: '99AA00_2026-2027_3',
  consent: { version: 3, givenAt: '2027-05-11T12:03:00.000Z', level: 'school', deliveryDate: '2027-07-01' },
  conduct: { representative: true, surveyedGroup, anonymous: true },
  report: {
    schoolId: '99AA00',
    schoolName: 'De Vijf',
    boardId: '99001',
    schoolYear: '2026-2027',
    level: 'school',
    groups: [
      {
        educationType: null,
        questionnaire: 'LTO-VO',
        pupils: null,
        respondents: 5,
        responseRate: null,
        indicators: [
          {
            id: 'safety',
            name: 'Veiligheidsbeleving',
            score: 8.1,
            questions: [{ id: 'V1', text: 'Voel je je veilig?', score: null }],
          },
        ],
      },
    ],
  },
})

export const bytesOf = (payload: unknown): Uint8Array => canonicalBytes(payload)

export interface SigningKey {
  signer: Signer
  publicKey: KeyObject
  privateKey: KeyObject
}

/** A key of this run. */
export const signingKey = (): SigningKey => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const keyStore = new FakeKeyStore('1234abcd-12ab-34cd-56ef-1234567890ab', keys)
  return { signer: kmsSigner(clientOf<KMSClient>(keyStore), keyId), ...keys }
}

/** `IVO-1`, `IVO-2` … */
export const counted = (name: string): (() => string) => {
  let count = 0
  return () => {
    count += 1
    return `${name}-${count}`
  }
}

/** Ends waiting never. */
export const patience = (): AbortSignal => new AbortController().signal

export interface Wire {
  inspectorate: Inspectorate
  tokens: AccessTokens
  receiver: ReferenceInspectorate
}

/** The HTTPS adapter and the reference receiver, at the two ends of a wire without a network. */
export const wireTo = (key: SigningKey, clock: Clock = noon): Wire => {
  const receiver = receiverFor(key, clock)
  const fetch = fetchOf(receiver, [baseUrl, tokenUrl])
  const tokens = tokensOver(fetch, key.signer, clock)
  return { receiver, tokens, inspectorate: inspectorateOver(fetch, key.signer, tokens, { clock }) }
}

export const receiverFor = ({ publicKey }: SigningKey, clock: Clock, at = tokenUrl): ReferenceInspectorate =>
  new ReferenceInspectorate({
    ...keptInMemory(clock),
    clock,
    isSenders: signedBy(publicKey),
    tokenUrl: at,
    clientId,
    newToken: counted('token'),
    newReceiptId: counted('IVO'),
  })

export const tokensOver = (
  fetch: Fetch,
  signer: Signer,
  clock: Clock,
  { at = tokenUrl, log = new InMemoryLog() } = {},
): AccessTokens =>
  clientCredentials({ tokenUrl: at, clientId, fetch, signer, clock, newId: counted('id'), log })

/** Always the same, and never dropped. */
export const oneToken: AccessTokens = {
  get: async () => ({ kind: 'token', token: 'token-1' }),
  drop: () => {},
}

export const inspectorateOver = (
  fetch: Fetch,
  signer: Signer,
  tokens = oneToken,
  { clock = noon, log = new InMemoryLog() } = {},
): Inspectorate => httpsInspectorate({ baseUrl, fetch, tokens, signer, clock, log, timeout: patience })
