import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { FlattenedSign } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { newConductExample } from '../../shared/consent/schemas.ts'
import type { AccessTokens } from '../../shared/delivery/adapters/client-credentials.ts'
import { NotSent } from '../../shared/delivery/adapters/exchange.ts'
import { detachedSignature } from '../../shared/delivery/adapters/jws.ts'
import { sha256, sha256Hex } from '../../shared/platform/canonical.ts'
import { faultsSchema } from '../../stubs/inspectorate/faults.ts'
import {
  fetchOf,
  type ReferenceInspectorate,
  type Sent,
} from '../../stubs/inspectorate/reference-inspectorate.ts'
import { StoppedClock } from '../support/doubles/clock.ts'
import {
  baseUrl,
  bytesOf,
  inspectorateOver,
  noon,
  patience,
  payloadOf,
  signingKey,
  tokenUrl,
  wireTo,
} from '../support/reference-inspectorate.ts'

const key = signingKey()
const bytes = bytesOf(payloadOf())

let receiver: ReferenceInspectorate
let time: StoppedClock
let tokens: AccessTokens
let token: string
beforeEach(async () => {
  time = new StoppedClock(noon())
  const wire = wireTo(key, time.clock)
  receiver = wire.receiver
  tokens = wire.tokens
  token = await givenToken()
})

const givenToken = async (): Promise<string> => {
  const access = await tokens.get(patience())
  return access.kind === 'token' ? access.token : expect.fail('no token was given')
}

const headersFor = async (body: Uint8Array): Promise<Record<string, string>> => ({
  Authorization: `Bearer ${token}`,
  'Content-Type': 'application/json',
  'Idempotency-Key': payloadOf().deliveryId,
  'Content-Digest': `sha-256=:${sha256(body).toString('base64')}:`,
  'Payload-Signature': await detachedSignature(key.signer, body),
})

const fetching = (url: string, { method = 'GET', ...sent }: Partial<Sent> = {}) => {
  const headers = { Authorization: `Bearer ${token}`, ...sent.headers }
  return fetchOf(receiver, [baseUrl, tokenUrl])(url, { ...sent, method, headers })
}

/** Posts what an honest sender would, but for what is given. */
const post = async (body: Uint8Array | string, headers: Readonly<Record<string, string>> = {}) => {
  const sent = Buffer.from(body)
  const answer = await fetching(`${baseUrl}/deliveries`, {
    method: 'POST',
    headers: { ...(await headersFor(sent)), ...headers },
    body: sent,
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const honest = { alg: 'PS256', b64: false, crit: ['b64'], kid: 'key' }

/** Signs by a library, as any sender might. */
const jws = async (header: Partial<typeof honest> & { alg: string }, by: KeyObject = key.privateKey) => {
  const { protected: head, signature } = await new FlattenedSign(bytes).setProtectedHeader(header).sign(by)
  return `${head}..${signature}`
}

/** A good signature under whatever header. */
const signedUnder = (header: object): string => {
  const head = Buffer.from(JSON.stringify(header)).toString('base64url')
  const input = Buffer.concat([Buffer.from(`${head}.`), bytes])
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  return `${head}..${sign('sha256', input, { key: key.privateKey, ...padding }).toString('base64url')}`
}

describe('the reference inspectorate', () => {
  it('tells of each delivery it accepted what it received', async () => {
    const { body } = await post(bytes)
    expect(body).toEqual({ receiptId: 'IVO-1', receivedAt: noon(), payloadDigest: sha256Hex(bytes) })
    expect(await receiver.deliveries()).toEqual([
      {
        idempotencyKey: '99AA00_2026-2027_3',
        receiptId: 'IVO-1',
        receivedAt: noon(),
        signatureValid: true,
        headers: expect.objectContaining({ 'idempotency-key': '99AA00_2026-2027_3' }),
        payload: Buffer.from(bytes).toString(),
      },
    ])
  })

  it('takes every answer on how the survey was held', async () => {
    expect((await post(bytesOf({ ...payloadOf(), conduct: newConductExample }))).status).toBe(201)
  })

  it('answers 201 the first time and 200 with the same receipt afterwards', async () => {
    const first = await post(bytes)
    const second = await post(bytes)
    expect([first.status, second.status]).toEqual([201, 200])
    expect(second.body).toEqual(first.body)
  })

  it('takes a signature that another library made', async () => {
    expect((await post(bytes, { 'Payload-Signature': await jws(honest) })).status).toBe(201)
    expect((await post(bytes, { 'Payload-Signature': signedUnder(honest) })).status).toBe(200)
  })

  it('tells whether a delivery arrived', async () => {
    const find = async () => (await fetching(`${baseUrl}/deliveries/99AA00_2026-2027_3`)).status
    expect(await find()).toBe(404)
    await post(bytes)
    expect(await find()).toBe(200)
  })

  it('knows no other path, method or host', async () => {
    expect((await fetching(`${baseUrl}/receipts`, { method: 'POST', body: 'x' })).status).toBe(404)
    expect((await fetching(`${baseUrl}/deliveries`, { method: 'PUT', body: 'x' })).status).toBe(404)
    expect((await fetching(`${baseUrl}/deliveries`)).status).toBe(404)
    for (const url of ['https://elders.example/deliveries', `${baseUrl}2/deliveries`])
      await expect(fetching(url)).rejects.toThrow(NotSent)
  })
})

describe('the reference inspectorate opens', () => {
  const open = async (authorization: string): Promise<number[]> => {
    const headers = { Authorization: authorization }
    const found = await fetching(`${baseUrl}/deliveries/99AA00_2026-2027_3`, { headers })
    return [found.status, (await post(bytes, headers)).status]
  }

  it.each([
    { what: 'no token', authorization: '' },
    { what: 'a token it did not give', authorization: 'Bearer token-2' },
    { what: 'its token in another scheme', authorization: 'Basic token-1' },
    { what: 'its token without a scheme', authorization: 'token-1' },
  ])('with $what to nobody, and no fault that was ordered is spent on it', async ({ authorization }) => {
    receiver.setFaults([{ kind: 'status', status: 503, retryAfterSeconds: 7 }])
    expect(await open(authorization)).toEqual([401, 401])
    const answer = await fetching(`${baseUrl}/deliveries/x`, { headers: { Authorization: authorization } })
    expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer error="invalid_token"')
    const inspectorate = inspectorateOver(fetching, key.signer, tokens)
    expect(await inspectorate.deliver(payloadOf().deliveryId, bytes)).toEqual({
      kind: 'unknown',
      status: 503,
      retryAfterSeconds: 7,
    })
    expect(await receiver.deliveries()).toEqual([])
  })

  it('with a token it gave, for five minutes', async () => {
    time.moveOn(299)
    expect(await open(`Bearer ${token}`)).toEqual([404, 201])
    time.moveOn(1)
    expect(await open(`Bearer ${token}`)).toEqual([401, 401])
  })

  it('with every token of which the time is not over', async () => {
    time.moveOn(299)
    const other = await givenToken()
    expect(await open(`Bearer ${token}`)).toEqual([404, 201])
    expect(await open(`bearer ${other}`)).toEqual([200, 200])
    time.moveOn(1)
    expect(await open(`Bearer ${token}`)).toEqual([401, 401])
    expect(await open(`Bearer ${other}`)).toEqual([200, 200])
  })
})

describe('the reference inspectorate refuses', () => {
  const refusal = async (...sent: Parameters<typeof post>) => {
    const { status, body } = await post(...sent)
    expect(await receiver.deliveries()).toEqual([])
    return [status, body.code]
  }

  it.each(['text/plain', 'application/jsonp', ''])('a body that is said to be "%s"', async type => {
    expect(await refusal(bytes, { 'Content-Type': type })).toEqual([415, 'unsupported-media-type'])
  })

  it.each(['', 'sha-256=::', `sha-256=:${sha256('other').toString('base64')}:`])(
    'bytes whose digest is "%s"',
    async digest => {
      expect(await refusal(bytes, { 'Content-Digest': digest })).toEqual([400, 'content-digest-mismatch'])
    },
  )

  it('a delivery under a name that is not its own', async () => {
    const mismatch = [422, 'idempotency-key-mismatch']
    expect(await refusal(bytes, { 'Idempotency-Key': '99AA00_2026-2027_4' })).toEqual(mismatch)
    expect(await refusal(bytes, { 'Idempotency-Key': '' })).toEqual(mismatch)
  })

  it.each([
    { what: 'no signature', signature: async () => '' },
    { what: 'a signature that is none', signature: async () => 'a..b' },
    {
      what: 'a signature of other bytes',
      signature: () => detachedSignature(key.signer, Buffer.from('other')),
    },
    {
      what: 'a signature by another key',
      signature: () => jws(honest, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
    },
    { what: 'another algorithm', signature: () => jws({ ...honest, alg: 'RS256' }) },
    {
      what: 'a signature over another form of the bytes',
      signature: () => jws({ alg: 'PS256', kid: 'key' }),
    },
    {
      what: 'a header with another algorithm',
      signature: async () => signedUnder({ ...honest, alg: 'none' }),
    },
    { what: 'a header for another form', signature: async () => signedUnder({ ...honest, b64: true }) },
    {
      what: 'a header that leaves the form open',
      signature: async () => signedUnder({ ...honest, crit: [] }),
    },
    { what: 'a header without a key', signature: async () => signedUnder({ ...honest, kid: undefined }) },
    {
      what: 'a signature that holds the bytes',
      signature: async () =>
        (await detachedSignature(key.signer, bytes)).replace(
          '..',
          `.${Buffer.from(bytes).toString('base64url')}.`,
        ),
    },
  ])('$what', async ({ signature }) => {
    const refused = [400, 'invalid-payload-signature']
    expect(await refusal(bytes, { 'Payload-Signature': await signature() })).toEqual(refused)
  })

  const { consent, report, conduct } = payloadOf()
  const group = report.groups[0]!

  it.each([
    { what: 'with a member too many', payload: { ...payloadOf(), pupils: [] } },
    { what: 'of another version', payload: { ...payloadOf(), schemaVersion: '1.1' } },
    {
      what: 'under the name of another version',
      payload: { ...payloadOf(), consent: { ...consent, version: 4 } },
    },
    {
      what: 'of another level than agreed',
      payload: { ...payloadOf(), consent: { ...consent, level: 'education-type' } },
    },
    {
      what: 'on a day that is none',
      payload: { ...payloadOf(), consent: { ...consent, deliveryDate: '2027-06-31' } },
    },
    {
      what: 'of anonymous pupils with a reason why not',
      payload: { ...payloadOf(), conduct: { ...conduct, notAnonymousReason: 'Zo.' } },
    },
    {
      what: 'of known pupils without a reason',
      payload: { ...payloadOf(), conduct: { ...conduct, anonymous: false } },
    },
    { what: 'with half a character', payload: { ...payloadOf('\ud800') } },
    { what: 'without a group', payload: { ...payloadOf(), report: { ...report, groups: [] } } },
    {
      what: 'with a group of four',
      payload: { ...payloadOf(), report: { ...report, groups: [{ ...group, respondents: 4 }] } },
    },
    {
      what: 'with an education type at the level of the school',
      payload: { ...payloadOf(), report: { ...report, groups: [{ ...group, educationType: 'HAVO' }] } },
    },
    {
      what: 'with practical education as the school as a whole',
      payload: { ...payloadOf(), report: { ...report, groups: [{ ...group, questionnaire: 'PROZO' }] } },
    },
    {
      what: 'with a group twice',
      payload: { ...payloadOf(), report: { ...report, groups: [group, group] } },
    },
    {
      what: 'with a questionnaire of the whole',
      payload: { ...payloadOf(), report: { ...report, questionnaire: 'LTO-VO' } },
    },
    {
      what: 'with a score that is none',
      payload: {
        ...payloadOf(),
        report: { ...report, groups: [{ ...group, indicators: [{ ...group.indicators[0]!, score: 10.1 }] }] },
      },
    },
  ])('a payload $what', async ({ payload }) => {
    expect(await refusal(JSON.stringify(payload))).toEqual([422, 'invalid-payload'])
  })

  it('a body that is no JSON, or no UTF-8', async () => {
    expect(await refusal('{')).toEqual([422, 'invalid-payload'])
    expect(await refusal(Buffer.concat([bytes, Buffer.of(0xff)]))).toEqual([422, 'invalid-payload'])
  })

  it('a payload that is written in another form than RFC 8785', async () => {
    expect(await refusal(JSON.stringify(payloadOf(), null, 2))).toEqual([422, 'payload-not-canonical'])
    expect(await refusal(`\ufeff${Buffer.from(bytes)}`)).toEqual([422, 'payload-not-canonical'])
  })
})

describe('the faults one may order', () => {
  const ordered = (...faults: unknown[]) => faultsSchema.safeParse(faults).success

  it('are those of section 7 of the contract', () => {
    expect(
      ordered({ kind: 'status', status: 503, retryAfterSeconds: 60 }, { kind: 'status', status: 429 }),
    ).toBe(true)
    expect(ordered({ kind: 'timeout' }, { kind: 'connection-error' }, { kind: 'lost-response' })).toBe(true)
    expect(ordered()).toBe(true)
  })

  it.each([
    { kind: 'throttle' },
    { kind: 'status' },
    { kind: 'status', status: 99 },
    { kind: 'status', status: 503, retryAfterSeconds: -1 },
    { kind: 'timeout', status: 503 },
  ])('are no others: %o', fault => {
    expect(ordered(fault)).toBe(false)
  })

  it('are at most twenty thousand', () => {
    expect(ordered(...Array.from({ length: 20_000 }, () => ({ kind: 'timeout' })))).toBe(true)
    expect(ordered(...Array.from({ length: 20_001 }, () => ({ kind: 'timeout' })))).toBe(false)
  })
})
