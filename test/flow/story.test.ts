import { createHash } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalService, localService } from '../support/api/local-service.ts'
import * as paths from '../support/api/paths.ts'
import type { Caller } from '../support/api/service-client.ts'
import type { Report } from '../support/api/shapes.ts'
import { terms } from '../support/api/terms.ts'
import { canonical, consentStory, digestOf, people, school } from '../support/consent-story.ts'

let service: LocalService
let annelies: Caller
let bestuur: Caller

beforeAll(async () => {
  service = await localService()
  annelies = await service.caller(people.annelies)
  bestuur = await service.caller(people.bestuur)
})
afterAll(() => service.stop())

const aDayLater = async (): Promise<unknown> =>
  service.moveClockTo(
    Temporal.Instant.from(await service.now())
      .add({ hours: 24 })
      .toString(),
  )

/** One story: each sentence goes on where the one before ended. */
describe('a school and its board, from the first look to the delivery', () => {
  let previewed: Report

  consentStory(() => ({ ...service, sleep: aDayLater }), { first: '2027-06-01', second: '2027-07-01' })

  it('delivers nothing on the date it first chose', async () => {
    previewed = await annelies.get<Report>(paths.report(school, 'education-type'))
    await service.moveClockTo('2027-06-02T00:00:00+02:00')
    expect(await service.received()).toEqual([])
    expect(await annelies.delivery(school)).toMatchObject({
      deliveryId: `${school}_2026-2027_4`,
      status: 'planned',
    })
  })

  it('is locked from the first instant of the date, and delivered once, in its slot that morning', async () => {
    await service.moveClockTo('2027-07-01T00:00:00.000+02:00')
    expect((await annelies.withdraw(school, 4)).body.code).toBe('consent-locked')
    await service.moveClockTo('2027-07-01T06:59:59.999+02:00')
    expect(await service.received()).toEqual([])
    await service.moveClockTo('2027-07-01T08:00:00+02:00')
    const received = await service.received()
    expect(received).toHaveLength(1)
    const { plannedAt, deliveredAt, receiptId } = await annelies.delivery(school)
    expect(received[0]).toMatchObject({
      idempotencyKey: `${school}_2026-2027_4`,
      receivedAt: deliveredAt,
      receiptId,
      signatureValid: true,
    })
    expect(deliveredAt).toBe(plannedAt)
    expect(plannedAt >= '2027-07-01T05:00:00.000Z' && plannedAt <= '2027-07-01T05:55:00.000Z').toBe(true)
  })

  it('delivers the document that was previewed, byte for byte, with what it said of its survey', async () => {
    const [received] = await service.received()
    const payload = JSON.parse(received?.payload ?? '')
    expect(payload).toEqual({
      schemaVersion: '1.0',
      deliveryId: `${school}_2026-2027_4`,
      consent: {
        version: 4,
        givenAt: '2027-05-14T12:03:00.000Z',
        level: 'education-type',
        deliveryDate: '2027-07-01',
      },
      conduct: terms().conduct,
      report: previewed.document,
    })
    expect(received?.payload).toBe(canonical(payload))
    expect(received?.payload).toContain(`"report":${canonical(previewed.document)}`)
    expect(digestOf(canonical(payload.report))).toBe(previewed.digest)
    const contentDigest = createHash('sha256')
      .update(received?.payload ?? '')
      .digest('base64')
    expect(received?.headers).toMatchObject({
      'content-digest': `sha-256=:${contentDigest}:`,
      'idempotency-key': `${school}_2026-2027_4`,
      'content-type': 'application/json',
      'payload-signature': expect.stringMatching(/^[\w-]+\.\.[\w-]+$/),
    })
  })

  it('shows those bytes to the school and the board', async () => {
    const [received] = await service.received()
    for (const person of [annelies, bestuur]) {
      const { text, headers } = await person.request({ path: `${paths.delivery(school)}/payload` })
      expect(text).toBe(received?.payload)
      expect(headers['content-type']).toBe('application/json')
    }
  })

  it('tells the board that it was delivered, in the last mail', async () => {
    const mails = await service.mails()
    expect(mails).toHaveLength(5)
    const { receiptId } = await annelies.delivery(school)
    for (const words of [
      'geleverd',
      'Scholengemeenschap De Vuurtoren',
      '2026-2027',
      'onderwijssoortniveau',
      '1 juli 2027',
      receiptId ?? '',
    ])
      expect(mails.at(-1)?.text).toContain(words)
  })

  it('stays closed, whatever the time', async () => {
    await service.moveClockTo('2027-12-31T23:59:59+01:00')
    expect(await annelies.monitoring(school)).toMatchObject({ status: 'delivered', deliveryWindows: [] })
    expect((await annelies.change(school, 6, terms({ deliveryDate: '2028-06-01' }))).body.code).toBe(
      'already-delivered',
    )
    expect((await annelies.withdraw(school, 6)).body.code).toBe('already-delivered')
    expect(await annelies.eventTypes(school)).toEqual([
      'given',
      'changed',
      'withdrawn',
      'given',
      'delivery-started',
      'delivered',
    ])
    expect(await service.received()).toHaveLength(1)
    expect(await service.mails()).toHaveLength(5)
  })
})
