import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { wire } from '../../functions/deliver/wire.ts'
import { FakeKeyStore } from '../../infra/local/fakes/keys.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { InMemoryLog } from '../support/doubles/log.ts'
import { counted, noon } from '../support/reference-inspectorate.ts'

const settings = {
  TABLE_NAME: 'doorlevering',
  ATTEMPTS_QUEUE_URL: 'https://queue.example/attempts',
  LEDGER_BUCKET: 'ledger',
  INSPECTORATE_URL: 'https://inspectie.example/api',
  INSPECTORATE_TOKEN_URL: 'https://toegang.inspectie.example/token',
  INSPECTORATE_CLIENT_ID: 'doorlevering',
  SIGNING_KEY_ID: 'key',
}

const none = clientOf<never>({ send: async () => expect.fail('was asked') })
const kms = clientOf<never>(new FakeKeyStore('key', generateKeyPairSync('rsa', { modulusLength: 2048 })))
const parts = { clock: noon, random: () => 0.5, newId: counted('id'), log: new InMemoryLog() }
const runtime = { ...parts, pause: async () => {} }
const wired = (other: Partial<typeof settings> = {}) =>
  wire({ ...settings, ...other }, { documents: none, s3: none, sqs: none, kms }, runtime)

describe('deliver, as it runs', () => {
  it.each(['INSPECTORATE_URL', 'INSPECTORATE_TOKEN_URL'] as const)(
    'does not start where %s is no endpoint',
    name => {
      expect(() => wired()).not.toThrow()
      for (const url of [
        'http://inspectie.example/api',
        'https://inspectie.example/api/',
        'inspectie.example',
      ])
        expect(() => wired({ [name]: url })).toThrow(TypeError)
    },
  )
})
