import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { KMSClient } from '@aws-sdk/client-kms'
import { FakeKeyStore } from '../../infra/local/fakes/keys.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { fetchOf, ReferenceInspectorate } from '../../infra/local/inspectorate/reference-inspectorate.ts'
import { type Fetch, httpsInspectorate } from '../../shared/delivery/adapters/https-inspectorate.ts'
import { kmsSigner, type Sign } from '../../shared/delivery/adapters/payload-signature.ts'
import type { Inspectorate } from '../../shared/delivery/ports.ts'
import { canonicalBytes } from '../../shared/platform/canonical.ts'
import { type Clock, instantFrom } from '../../shared/platform/time.ts'

export const baseUrl = 'https://inspectie.example/api'

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
    questionnaire: 'LTO-VO',
    groups: [
      {
        educationType: null,
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
  sign: Sign
  publicKey: KeyObject
  privateKey: KeyObject
}

/** A key of this run. */
export const signingKey = (): SigningKey => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const keyStore = new FakeKeyStore('1234abcd-12ab-34cd-56ef-1234567890ab', keys)
  return { sign: kmsSigner(clientOf<KMSClient>(keyStore), keyId), ...keys }
}

export interface Wire {
  inspectorate: Inspectorate
  receiver: ReferenceInspectorate
}

/** The HTTPS adapter and the reference receiver, at the two ends of a wire without a network. */
export const wireTo = ({ sign, publicKey }: SigningKey): Wire => {
  let receipts = 0
  const newReceiptId = () => {
    receipts += 1
    return `IVO-${receipts}`
  }
  const receiver = new ReferenceInspectorate({ clock: noon, publicKey, newReceiptId })
  return { receiver, inspectorate: inspectorateOver(fetchOf(receiver, baseUrl), sign) }
}

export const inspectorateOver = (fetch: Fetch, sign: Sign): Inspectorate =>
  httpsInspectorate({ baseUrl, fetch, sign, clock: noon, timeout: () => new AbortController().signal })
