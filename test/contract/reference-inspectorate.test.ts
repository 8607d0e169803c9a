import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { FlattenedSign, type JWTPayload, SignJWT } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { newConductExample } from '../../shared/consent/schemas.ts'
import { NotSent } from '../../shared/delivery/adapters/exchange.ts'
import { detachedSignature } from '../../shared/delivery/adapters/jws.ts'
import { sha256, sha256Hex } from '../../shared/platform/canonical.ts'
import { millisecondsOf } from '../../shared/platform/time.ts'
import {
  fetchOf,
  type ReferenceInspectorate,
  type Sent,
} from '../../stubs/inspectorate/reference-inspectorate.ts'
import { StoppedClock } from '../support/doubles/clock.ts'
import {
  baseUrl,
  bytesOf,
  clientId,
  noon,
  payloadOf,
  receiverFor,
  signingKey,
  tokenUrl,
} from '../support/reference-inspectorate.ts'

// What the adapter of the service sends is taken: `inspectorate.test.ts`. Here senders are any, by a library of theirs.

const key = signingKey()
const another = generateKeyPairSync('rsa', { modulusLength: 2048 })
const bytes = bytesOf(payloadOf())
const { deliveryId } = payloadOf()
const delivery = `${baseUrl}/deliveries/${deliveryId}`

let time: StoppedClock
let receiver: ReferenceInspectorate
let token: string
beforeEach(async () => {
  time = new StoppedClock(noon())
  receiver = receiverFor(key, time.clock)
  token = await newToken()
})

const fetching = (url: string, { method = 'GET', ...sent }: Partial<Sent> = {}) =>
  fetchOf(receiver, [baseUrl, tokenUrl])(url, { ...sent, method, headers: { ...sent.headers } })

const now = millisecondsOf(noon()) / 1000
const claims: JWTPayload = {
  iss: clientId,
  sub: clientId,
  aud: tokenUrl,
  jti: 'id-1',
  iat: now,
  exp: now + 60,
}

const assertion = (other: object = {}, header: object = {}, by: KeyObject = key.privateKey) =>
  new SignJWT({ ...claims, ...other })
    .setProtectedHeader({ alg: 'PS256', kid: 'key', typ: 'JWT', ...header })
    .sign(by)

const formOf = async (jwt: string | Promise<string>): Promise<Record<string, string>> => ({
  grant_type: 'client_credentials',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: await jwt,
})

const askToken = async (body: string, type = 'application/x-www-form-urlencoded') => {
  const answer = await fetching(tokenUrl, { method: 'POST', headers: { 'Content-Type': type }, body })
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  const { access_token, ...rest } = (await answer.json()) as { access_token?: string }
  return { status: answer.status, token: access_token, rest }
}
const askWith = async (jwt: string | Promise<string>) =>
  askToken(new URLSearchParams(await formOf(jwt)).toString())

let ids = 0
const newToken = async (): Promise<string> =>
  (await askWith(assertion({ jti: `own-${++ids}`, iat: 0, exp: millisecondsOf(time.now) / 1000 + 60 })))
    .token!

/** Posts what an honest sender would, but for what is given. */
const post = async (body: Uint8Array | string, headers: Readonly<Record<string, string>> = {}) => {
  const sent = Buffer.from(body)
  const honest = {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    'Idempotency-Key': deliveryId,
    'Content-Digest': `sha-256=:${sha256(sent).toString('base64')}:`,
    'Payload-Signature': await detachedSignature(key.signer, sent),
  }
  const answer = await fetching(`${baseUrl}/deliveries`, {
    method: 'POST',
    headers: { ...honest, ...headers },
    body: sent,
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const find = async (authorization = `Bearer ${token}`) =>
  fetching(delivery, { headers: { Authorization: authorization } })

const signature = async (header: { alg: string; b64?: boolean; crit?: string[] }, by = key.privateKey) => {
  const { protected: head, signature } = await new FlattenedSign(bytes)
    .setProtectedHeader({ kid: 'key', ...header })
    .sign(by)
  return `${head}..${signature}`
}
const detached = { alg: 'PS256', b64: false, crit: ['b64'] }

/** Over the bytes as they are, whatever the header says of that. */
const signedUnder = async (header: object): Promise<string> => {
  const head = Buffer.from(JSON.stringify({ kid: 'key', ...header })).toString('base64url')
  const signed = await key.signer.sign(Buffer.concat([Buffer.from(`${head}.`), bytes]))
  return `${head}..${Buffer.from(signed).toString('base64url')}`
}

describe('the reference inspectorate', () => {
  it('takes a delivery once, and tells of it what it received', async () => {
    expect((await find()).status).toBe(404)
    const first = await post(bytes, { 'Payload-Signature': await signature(detached) })
    const receipt = { receiptId: 'IVO-1', receivedAt: noon(), payloadDigest: sha256Hex(bytes) }
    expect(first).toEqual({ status: 201, body: receipt })
    expect(await post(bytes)).toEqual({ status: 200, body: receipt })
    expect(await (await find()).json()).toEqual(receipt)
    expect(await receiver.deliveries()).toEqual([
      {
        idempotencyKey: deliveryId,
        receiptId: 'IVO-1',
        receivedAt: noon(),
        signatureValid: true,
        headers: expect.objectContaining({ 'idempotency-key': deliveryId }),
        payload: Buffer.from(bytes).toString(),
      },
    ])
  })

  it('takes a signature over the bytes as they are, and a header that says so', async () => {
    expect((await post(bytes, { 'Payload-Signature': await signedUnder(detached) })).status).toBe(201)
  })

  it('takes every answer on how the survey was held', async () => {
    expect((await post(bytesOf({ ...payloadOf(), conduct: newConductExample }))).status).toBe(201)
  })

  it('knows no other path, method or host', async () => {
    const headers = { Authorization: `Bearer ${token}` }
    for (const [method, path] of [
      ['POST', 'receipts'],
      ['PUT', 'deliveries'],
      ['GET', 'deliveries'],
    ] as const)
      expect((await fetching(`${baseUrl}/${path}`, { method, headers })).status).toBe(404)
    for (const url of ['https://elders.example/deliveries', `${baseUrl}2/deliveries`])
      await expect(fetching(url)).rejects.toThrow(NotSent)
  })

  it.each(['', 'Bearer other', 'Basic token-1', 'token-1'])(
    'lets in nobody by "%s", on whom no fault that was ordered is spent',
    async authorization => {
      receiver.setFaults([{ kind: 'status', status: 503 }])
      const answer = await find(authorization)
      expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer error="invalid_token"')
      expect([answer.status, (await post(bytes, { Authorization: authorization })).status]).toEqual([
        401, 401,
      ])
      expect(await receiver.deliveries()).toEqual([])
    },
  )

  it('lets in by every token for the five minutes that it is good', async () => {
    const statusOf = async (one: string) => (await find(`Bearer ${one}`)).status
    time.moveOn(299)
    const other = await newToken()
    expect([await statusOf(token), await statusOf(other)]).toEqual([404, 404])
    time.moveOn(1)
    expect([await statusOf(token), await statusOf(other)]).toEqual([401, 404])
  })
})

describe('the reference inspectorate refuses', () => {
  const refusal = async (...sent: Parameters<typeof post>) => {
    const { status, body } = await post(...sent)
    expect(await receiver.deliveries()).toEqual([])
    return [status, body.code]
  }

  it.each([
    ['Content-Type', 'text/plain', 415, 'unsupported-media-type'],
    ['Content-Digest', '', 400, 'content-digest-mismatch'],
    ['Content-Digest', `sha-256=:${sha256('x').toString('base64')}:`, 400, 'content-digest-mismatch'],
    ['Idempotency-Key', '', 422, 'idempotency-key-mismatch'],
    ['Idempotency-Key', '99AA00_2026-2027_4', 422, 'idempotency-key-mismatch'],
    ['Payload-Signature', '', 400, 'invalid-payload-signature'],
    ['Payload-Signature', 'a..b', 400, 'invalid-payload-signature'],
  ])('a delivery of which the %s is "%s"', async (name, value, status, code) => {
    expect(await refusal(bytes, { [name]: value })).toEqual([status, code])
  })

  it.each([
    ['of other bytes', () => detachedSignature(key.signer, Buffer.from('other'))],
    ['by another key', () => signature(detached, another.privateKey)],
    ['by another algorithm', () => signature({ ...detached, alg: 'RS256' })],
    ['over another form of the bytes', () => signature({ alg: 'PS256' })],
    ['that says it is over another form of the bytes', () => signedUnder({ ...detached, b64: true })],
    ['that does not say of which form it is', () => signedUnder({ alg: 'PS256', crit: ['b64'] })],
    ['that lets others pass over which form it is', () => signedUnder({ alg: 'PS256', b64: false })],
  ])('a signature %s', async (_, made) => {
    const refused = [400, 'invalid-payload-signature']
    expect(await refusal(bytes, { 'Payload-Signature': await made() })).toEqual(refused)
  })

  const { consent, report, conduct } = payloadOf()
  const group = report.groups[0]!
  const withGroups = (...groups: object[]) => ({ report: { ...report, groups } })

  it.each<[string, object]>([
    ['with a member too many', { pupils: [] }],
    ['of another version', { schemaVersion: '1.1' }],
    ['under the name of another consent', { consent: { ...consent, version: 4 } }],
    ['of another level than agreed', { consent: { ...consent, level: 'education-type' } }],
    ['of known pupils without a reason', { conduct: { ...conduct, anonymous: false } }],
    ['with half a character', payloadOf('\ud800')],
    ['without a group', withGroups()],
    ['with a group of four', withGroups({ ...group, respondents: 4 })],
    ['with an education type of the whole school', withGroups({ ...group, educationType: 'HAVO' })],
    ['with practical education as the whole school', withGroups({ ...group, questionnaire: 'PROZO' })],
    ['with a group twice', withGroups(group, group)],
  ])('a payload %s', async (_, other) => {
    expect(await refusal(JSON.stringify({ ...payloadOf(), ...other }))).toEqual([422, 'invalid-payload'])
  })

  it('a body that is no JSON or no UTF-8, or is written in another form than RFC 8785', async () => {
    expect(await refusal('{')).toEqual([422, 'invalid-payload'])
    expect(await refusal(Buffer.concat([bytes, Buffer.of(0xff)]))).toEqual([422, 'invalid-payload'])
    expect(await refusal(JSON.stringify(payloadOf(), null, 2))).toEqual([422, 'payload-not-canonical'])
  })
})

describe('the reference token endpoint', () => {
  const invalidClient = { status: 401, token: undefined, rest: { error: 'invalid_client' } }
  const invalidRequest = { status: 400, token: undefined, rest: { error: 'invalid_request' } }

  it('gives a token for an assertion, once, until its end', async () => {
    const [first, second] = [await assertion(), await assertion({ jti: 'id-2' })]
    time.moveOn(59.999)
    const rest = { token_type: 'Bearer', expires_in: 300 }
    expect(await askWith(first)).toEqual({ status: 200, token: expect.any(String), rest })
    expect(await askWith(first)).toEqual(invalidClient)
    time.moveOn(0.001)
    expect(await askWith(second)).toEqual(invalidClient)
  })

  it.each<[string, object]>([
    ['by another client', { iss: 'een-ander' }],
    ['about another client', { sub: 'een-ander' }],
    ['for another endpoint', { aud: baseUrl }],
    ['for several endpoints', { aud: [tokenUrl, baseUrl] }],
    ['without an id', { jti: '' }],
    ['without an end', { exp: undefined }],
    ['that is good for long', { exp: now + 301 }],
    ['of the future', { iat: now + 1 }],
  ])('takes no assertion %s', async (_, other) => {
    expect(await askWith(assertion(other))).toEqual(invalidClient)
  })

  it.each([
    ['by another key', () => assertion({}, {}, another.privateKey)],
    ['by another algorithm', () => assertion({}, { alg: 'RS256' })],
    ['of another type', () => assertion({}, { typ: 'at+jwt' })],
    ['without a signature', async () => (await assertion()).replace(/[^.]+$/, '')],
    ['that is none', async () => 'a.b.c'],
  ])('takes no assertion %s', async (_, made) => {
    expect(await askWith(made())).toEqual(invalidClient)
  })

  it('refuses a request with another grant, or that is no form, or says or asks a thing more', async () => {
    const form = await formOf(assertion())
    const text = new URLSearchParams(form).toString()
    for (const other of [
      { grant_type: 'password' },
      { client_assertion_type: 'saml2' },
      { client_secret: 'x' },
    ])
      expect(await askToken(new URLSearchParams({ ...form, ...other }).toString())).toEqual(invalidRequest)
    expect(await askToken(text, 'application/json')).toEqual(invalidRequest)
    expect(await askToken(`${text}&grant_type=client_credentials`)).toEqual(invalidRequest)
  })
})
