import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { wire } from '../../functions/deliver/wire.ts'
import { FakeKeyStore } from '../../infra/local/fakes/keys.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { InMemoryLog } from '../support/doubles/log.ts'
import { bytesOf, counted, noon, payloadOf } from '../support/reference-inspectorate.ts'
import { tlsServers } from './support/tls-server.ts'

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

  it('does not start where it does not know its own name', () => {
    expect(() => wired({ INSPECTORATE_CLIENT_ID: '' })).toThrow(
      'settings missing or wrong: INSPECTORATE_CLIENT_ID',
    )
  })

  it('delivers nothing to a server that cannot prove its name', async () => {
    const servers = tlsServers()
    const { server, requests } = await servers.start((_, response) => response.end())
    const { port } = server.address() as { port: number }
    const { inspectorate } = wired({
      INSPECTORATE_URL: `https://localhost:${port}/api`,
      INSPECTORATE_TOKEN_URL: `https://localhost:${port}/token`,
    })
    const outcome = await inspectorate.deliver(payloadOf().deliveryId, bytesOf(payloadOf()))
    expect([outcome, requests()]).toEqual([{ kind: 'not-posted', status: null, retryAfterSeconds: null }, 0])
    servers.stop()
  })
})
