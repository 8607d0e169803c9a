import { beforeEach, describe, expect, it } from 'vitest'
import { bytesOf, noon, payloadOf, signingKey, wireTo } from '../support/reference-inspectorate.ts'

const key = signingKey()

const deliveryId = '99AA00_2026-2027_3'
const bytes = bytesOf(payloadOf())
const otherBytes = bytesOf(payloadOf('Alleen de bovenbouw.'))

describe('the inspectorate', () => {
  let { inspectorate, receiver } = wireTo(key)
  beforeEach(() => {
    ;({ inspectorate, receiver } = wireTo(key))
  })

  const accepted = async () => (await receiver.deliveries()).map(({ payload }) => payload)
  const deliver = () => inspectorate.deliver(deliveryId, bytes)

  it('takes the bytes as they are and gives a receipt with its own moment', async () => {
    expect(await deliver()).toEqual({
      kind: 'delivered',
      receipt: { receiptId: expect.stringMatching(/./), receivedAt: noon() },
    })
    expect(await accepted()).toEqual([Buffer.from(bytes).toString()])
  })

  it('gives the same receipt for the same delivery again, and takes it once', async () => {
    const first = await deliver()
    expect(await deliver()).toEqual(first)
    expect(await accepted()).toHaveLength(1)
  })

  it('takes one of two that come at once', async () => {
    const [one, other] = await Promise.all([deliver(), deliver()])
    expect(one).toEqual(other)
    expect(await accepted()).toHaveLength(1)
  })

  it('refuses other bytes under the same name and keeps the first', async () => {
    await deliver()
    expect(await inspectorate.deliver(deliveryId, otherBytes)).toEqual({ kind: 'refused', status: 409 })
    expect(await accepted()).toEqual([Buffer.from(bytes).toString()])
  })

  it.each([
    { status: 429, kind: 'later' },
    { status: 500, kind: 'unknown' },
    { status: 502, kind: 'unknown' },
    { status: 503, kind: 'unknown' },
    { status: 504, kind: 'unknown' },
    { status: 599, kind: 'unknown' },
  ])('asks to come back with $status, and after how long ($kind)', async ({ status, kind }) => {
    receiver.setFaults([
      { kind: 'status', status, retryAfterSeconds: 120 },
      { kind: 'status', status },
    ])
    expect(await deliver()).toEqual({ kind, status, retryAfterSeconds: 120 })
    expect(await deliver()).toEqual({ kind, status, retryAfterSeconds: null })
    expect(await accepted()).toEqual([])
  })

  it.each([400, 403, 404, 408, 422, 499])('refuses for good with %i', async status => {
    receiver.setFaults([{ kind: 'status', status }])
    expect(await deliver()).toEqual({ kind: 'refused', status })
    expect(await inspectorate.find(deliveryId, bytes)).toBe('absent')
  })

  it.each([200, 201, 202, 204, 302, 303])('leaves it unknown with a bare %i', async status => {
    receiver.setFaults([{ kind: 'status', status }])
    expect(await deliver()).toMatchObject({ kind: 'unknown' })
  })

  it('can be tried later where no connection came about', async () => {
    receiver.setFaults([{ kind: 'connection-error' }])
    expect(await deliver()).toEqual({ kind: 'later', status: null, retryAfterSeconds: null })
    expect(await inspectorate.find(deliveryId, bytes)).toBe('absent')
  })

  it('leaves it unknown where no answer came in time, and tells when asked that it is not there', async () => {
    receiver.setFaults([{ kind: 'timeout' }])
    expect(await deliver()).toEqual({ kind: 'unknown', status: null })
    expect(await inspectorate.find(deliveryId, bytes)).toBe('absent')
  })

  it('leaves it unknown where the answer was lost, and gives the receipt when asked or sent again', async () => {
    receiver.setFaults([{ kind: 'lost-response' }])
    expect(await deliver()).toEqual({ kind: 'unknown', status: null })
    const receipt = await inspectorate.find(deliveryId, bytes)
    expect(receipt).toEqual({ receiptId: expect.stringMatching(/./), receivedAt: noon() })
    expect(await deliver()).toEqual({ kind: 'delivered', receipt })
    expect(await accepted()).toHaveLength(1)
  })

  it('says nothing of other bytes under that name: neither that they arrived nor that they did not', async () => {
    await deliver()
    expect(await inspectorate.find(deliveryId, Buffer.from('{"other":true}'))).toBe('unknown')
  })

  it('fails in the order that was ordered, status calls aside, and no longer once the list is replaced', async () => {
    receiver.setFaults([{ kind: 'timeout' }, { kind: 'status', status: 503 }, { kind: 'timeout' }])
    expect(await deliver()).toEqual({ kind: 'unknown', status: null })
    expect(await inspectorate.find(deliveryId, bytes)).toBe('absent')
    expect(await deliver()).toEqual({ kind: 'unknown', status: 503, retryAfterSeconds: null })
    receiver.setFaults([])
    expect(await deliver()).toMatchObject({ kind: 'delivered' })
  })
})
