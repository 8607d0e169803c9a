import { DeleteScheduleCommand } from '@aws-sdk/client-scheduler'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { respondentsFile } from '../support/api/import-files.ts'
import * as paths from '../support/api/paths.ts'
import {
  daysAfter,
  momentOf,
  type ServiceFixture,
  secondsAfter,
  serviceFixture,
} from '../support/api/service-fixture.ts'
import type { Delivery } from '../support/api/shapes.ts'
import { terms } from '../support/api/terms.ts'

let fixture: ServiceFixture
beforeAll(async () => {
  fixture = await serviceFixture(20)
})
// One that fails leaves nothing to the next.
afterEach(() => fixture.service.orderInspectorateFaults())
afterAll(() => fixture.service.stop())

const unavailable = { kind: 'status', status: 503 }

/** A consent whose date has come, with these faults ordered for its first attempts. */
const due = async (...faults: readonly object[]) => {
  const { service, school, consenting } = fixture
  const given = await consenting()
  await service.orderInspectorateFaults(...faults)
  const { plannedAt } = await school.delivery(given.schoolId)
  await service.moveClockTo(plannedAt)
  return { ...given, plannedAt }
}

const retry = (deliveryId: string) =>
  fixture.operator.request<Delivery>({ method: 'POST', path: `/v1/deliveries/${deliveryId}/attempts` })

describe('a clock that is moved over several dates at once', () => {
  it('delivers each consent at its own instant, in order', async () => {
    const { service, school, consenting } = fixture
    const given = [await consenting(), await consenting(), await consenting(), await consenting()]
    const date = given[0]?.date ?? ''
    for (const [index, { schoolId }] of given.slice(0, 3).entries())
      await school.change(schoolId, 1, terms({ deliveryDate: daysAfter(date, 9 - 3 * index) }))
    const plans = await Promise.all(
      given.map(async ({ schoolId }) => (await school.delivery(schoolId)).plannedAt),
    )
    const before = (await service.received()).length
    await service.moveClockTo(momentOf(daysAfter(date, 10), '12:00'))
    const received = (await service.received()).slice(before)
    expect(received.map(({ receivedAt }) => receivedAt)).toEqual([...plans].sort())
    expect(received.map(({ idempotencyKey }) => idempotencyKey.slice(0, 6))).toEqual(
      given.map(({ schoolId }) => schoolId).reverse(),
    )
    const mails = (await service.mails()).slice(-4)
    expect(mails.map(({ sentAt }) => sentAt)).toEqual([...plans].sort())
  })
})

describe('a delivery whose schedule was lost on its morning', () => {
  it('is begun by the sweep, within ten minutes of its moment', async () => {
    const { service, school, consenting } = fixture
    const { schoolId } = await consenting()
    const { deliveryId, plannedAt } = await school.delivery(schoolId)
    const { scheduler } = service.environment
    await service.moveClockTo(secondsAfter(plannedAt, -3600))
    await scheduler.send(new DeleteScheduleCommand({ Name: deliveryId, GroupName: 'deliveries' }))
    await service.moveClockTo(plannedAt)
    expect((await school.delivery(schoolId)).status).toBe('planned')
    await service.moveClockTo(secondsAfter(plannedAt, 600))
    expect((await school.delivery(schoolId)).status).toBe('delivered')
  })
})

describe('a school with two school years', () => {
  it('delivers each by itself, and nothing of a reason that was null', async () => {
    const { service, school, operator, consenting, receivedOf } = fixture
    const { schoolId, date } = await consenting()
    const deliveryWindows = [{ fromDate: date, untilDate: date, eligibility: 'all' }]
    await operator.put('/v1/school-years/2027-2028', { deliveryWindows })
    const next = respondentsFile({ schoolId, schoolYear: '2027-2028', respondents: { VWO: 9 } })
    expect((await operator.bring('respondents', next)).status).toBe('applied')
    const { conduct, ...rest } = terms({ deliveryDate: date })
    const body = { ...rest, conduct: { ...conduct, anonymous: true, notAnonymousReason: null } }
    const path = paths.consent(schoolId, '2027-2028')
    const headers = { 'if-none-match': '*' }
    expect((await school.request({ method: 'PUT', path, body, headers })).status).toBe(201)

    await service.moveClockTo(momentOf(date, '08:00'))
    const received = await receivedOf(schoolId)
    expect(received.map(({ idempotencyKey }) => idempotencyKey).sort()).toEqual([
      `${schoolId}_2026-2027_1`,
      `${schoolId}_2027-2028_1`,
    ])
    const payloads = received
      .map(({ payload }) => JSON.parse(payload))
      .sort((one, other) => (one.deliveryId < other.deliveryId ? -1 : 1))
    expect(
      payloads.map(({ report }) => [report.schoolYear, report.groups.length, report.groups[0].educationType]),
    ).toEqual([
      ['2026-2027', 1, 'HAVO'],
      ['2027-2028', 1, 'VWO'],
    ])
    expect(payloads[1].conduct).toEqual({
      representative: true,
      surveyedGroup: conduct.surveyedGroup,
      anonymous: true,
    })
  })
})

describe('an inspectorate that answers later', () => {
  it('is asked again until it answers, with the same key', async () => {
    const { schoolId, deliveryId, plannedAt } = await due(unavailable, unavailable)
    const { school, service, receivedOf } = fixture
    expect(await school.delivery(schoolId)).toMatchObject({ status: 'in-progress', attempts: 1 })
    expect((await school.monitoring(schoolId)).status).toBe('in-delivery')
    await service.moveClockTo(secondsAfter(plannedAt, 1200))
    expect((await receivedOf(schoolId)).map(({ idempotencyKey }) => idempotencyKey)).toEqual([deliveryId])
    expect(await school.delivery(schoolId)).toMatchObject({ status: 'delivered', attempts: 3, deliveryId })
    expect(await school.eventTypes(schoolId)).toEqual(['given', 'delivery-started', 'delivered'])
  })
})

describe('an inspectorate that does not answer', () => {
  it('but had received it all, receives it once, and its receipt is kept', async () => {
    const { schoolId, plannedAt } = await due({ kind: 'lost-response' }, { kind: 'lost-response' })
    const { school, service, receivedOf, mailsAbout } = fixture
    expect(await receivedOf(schoolId)).toHaveLength(1)
    expect(await school.delivery(schoolId)).toMatchObject({ status: 'in-progress', receiptId: null })
    await service.moveClockTo(secondsAfter(plannedAt, 1200))
    const [received, ...more] = await receivedOf(schoolId)
    expect(more).toEqual([])
    expect(await school.delivery(schoolId)).toMatchObject({
      status: 'delivered',
      receiptId: received?.receiptId,
      deliveredAt: plannedAt,
      attempts: 3,
    })
    expect(await mailsAbout(schoolId)).toHaveLength(2)
  })
})

describe('an inspectorate that refuses', () => {
  it('for good: the board hears of it, and an operator can try again', async () => {
    const { schoolId, deliveryId } = await due({ kind: 'status', status: 422 })
    const { school, service, receivedOf, mailsAbout } = fixture
    expect(await school.delivery(schoolId)).toMatchObject({
      deliveryId,
      status: 'failed',
      attempts: 1,
      receiptId: null,
    })
    expect((await school.monitoring(schoolId)).status).toBe('delivery-failed')
    const [, failed, ...more] = await mailsAbout(schoolId)
    expect(more).toEqual([])
    expect(failed).toMatchObject({
      to: ['een@99001.example', 'twee@99001.example'],
      subject: expect.stringContaining('mislukt'),
    })

    expect((await retry(deliveryId)).status).toBe(202)
    await service.idle()
    await service.moveClockTo(secondsAfter(await service.now(), 600))
    expect(await school.delivery(schoolId)).toMatchObject({ deliveryId, status: 'delivered', attempts: 2 })
    expect(await receivedOf(schoolId)).toHaveLength(1)
    expect(await school.eventTypes(schoolId)).toEqual([
      'given',
      'delivery-started',
      'delivery-failed',
      'delivery-retried',
      'delivered',
    ])
    expect(await mailsAbout(schoolId)).toHaveLength(3)
  })
})

describe('an outage of a morning', () => {
  it('loses nothing and needs nobody: all is delivered within a quarter of an hour of its end', async () => {
    const { service, school, consenting, receivedOf } = fixture
    const given = [await consenting(), await consenting()]
    const date = given[0]?.date ?? ''
    await service.orderInspectorateFaults(...Array(20_000).fill(unavailable))
    await service.moveClockTo(momentOf(date, '08:00'))
    expect((await school.withdraw(given[0]?.schoolId ?? '', 2)).body.code).toBe('consent-locked')
    await service.moveClockTo(momentOf(date, '12:00'))
    for (const { schoolId } of given) {
      expect(await school.delivery(schoolId)).toMatchObject({ status: 'in-progress' })
      expect((await school.delivery(schoolId)).attempts).toBeGreaterThan(40)
    }
    await service.orderInspectorateFaults()
    await service.moveClockTo(momentOf(date, '12:15'))
    for (const { schoolId, deliveryId } of given) {
      expect(await school.delivery(schoolId)).toMatchObject({ status: 'delivered', deliveryId })
      expect(await receivedOf(schoolId)).toHaveLength(1)
    }
  })
})

describe('a consent that is moved or withdrawn', () => {
  it('in the last millisecond of the day before is never delivered', async () => {
    const { service, school, consenting, receivedOf, mailsAbout } = fixture
    const [withdrawn, tooLate] = [await consenting(), await consenting()]
    await service.moveClockTo(momentOf(daysAfter(withdrawn.date, -1), '23:59:59.999'))
    expect((await school.withdraw(withdrawn.schoolId, 1)).body.status).toBe('withdrawn')
    await service.moveClockTo(momentOf(withdrawn.date, '00:00'))
    expect((await school.withdraw(tooLate.schoolId, 1)).body.code).toBe('consent-locked')
    await service.moveClockTo(momentOf(daysAfter(withdrawn.date, 2), '12:00'))
    expect(await receivedOf(withdrawn.schoolId)).toEqual([])
    expect(await receivedOf(tooLate.schoolId)).toHaveLength(1)
    expect(await school.eventTypes(withdrawn.schoolId)).toEqual(['given', 'withdrawn'])
    expect(await mailsAbout(withdrawn.schoolId)).toHaveLength(2)
    // The answer that was given stays the answer, also after the date.
    expect((await school.withdraw(withdrawn.schoolId, 1)).body).toMatchObject({
      status: 'withdrawn',
      version: 2,
    })
    expect((await school.request({ path: paths.delivery(withdrawn.schoolId) })).body.code).toBe(
      'delivery-not-found',
    )
  })
})
