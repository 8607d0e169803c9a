import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalService, localService } from '../support/api/local-service.ts'
import * as paths from '../support/api/paths.ts'
import type { Report } from '../support/api/shapes.ts'
import { terms } from '../support/api/terms.ts'

const school = '99AA00'
const administrators = ['m.vandam@vierwindstreken.example', 'y.amrani@vierwindstreken.example']

let service: LocalService
let annelies: Awaited<ReturnType<LocalService['caller']>>
let bestuur: typeof annelies

beforeAll(async () => {
  service = await localService()
  annelies = await service.caller({ role: 'school', name: 'Annelies de Jong', schools: [school] })
  bestuur = await service.caller({ role: 'board', name: 'Bertus Bakker', board: '99001' })
})
afterAll(() => service.stop())

/** RFC 8785 for what our documents hold: sorted names; numbers and texts as JSON.stringify writes them. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`
}
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** One story: each sentence goes on where the one before ended. */
describe('a school and its board, from the first look to the delivery', () => {
  let previewed: Report

  it('sees that its results wait for consent', async () => {
    expect(await annelies.monitoring(school)).toMatchObject({
      status: 'awaiting-consent',
      boardId: '99001',
      results: { questionnaire: 'LTO-VO' },
      consent: null,
      delivery: null,
    })
  })

  it('previews the report at both levels, by the digest of its canonical bytes', async () => {
    const { levels } = await annelies.monitoring(school)
    for (const { level, digest, withheld } of levels) {
      const report = await annelies.get<Report>(paths.report(school, level))
      expect(report).toMatchObject({ digest, withheld })
      expect(digestOf(canonical(report.document))).toBe(digest)
      for (const { respondents } of report.document.groups) expect(respondents).toBeGreaterThanOrEqual(5)
    }
    previewed = await annelies.get<Report>(paths.report(school, 'education-type'))
    expect(previewed.withheld).toEqual(['IB'])
  })

  it('gives consent, of which the board hears by one mail', async () => {
    const { status, body } = await annelies.give(
      school,
      terms({ level: 'school', deliveryDate: '2027-06-01' }),
    )
    expect({ status, version: body.version }).toEqual({ status: 201, version: 1 })
    const mails = await service.mails()
    expect(mails).toHaveLength(1)
    expect(mails[0]).toMatchObject({ to: administrators, sentAt: '2027-05-11T12:03:00.000Z' })
    for (const words of [
      'Scholengemeenschap De Vuurtoren',
      '2026-2027',
      'Annelies de Jong',
      'schoolniveau',
      '1 juni 2027',
    ]) {
      expect(mails[0]?.text).toContain(words)
      expect(mails[0]?.html).toContain(words)
    }
    expect((await annelies.consent(school)).notification).toEqual({
      status: 'sent',
      sentAt: '2027-05-11T12:03:00.000Z',
    })
  })

  it('changes level and date, withdraws and gives again, each with one mail', async () => {
    const changes = terms({ level: 'education-type', deliveryDate: '2027-07-01' })
    await service.moveClockTo('2027-05-12T10:00:00+02:00')
    expect((await bestuur.change(school, 1, changes)).body).toMatchObject({
      version: 2,
      changedBy: { name: 'Bertus Bakker', role: 'board' },
    })
    await service.moveClockTo('2027-05-13T10:00:00+02:00')
    expect((await annelies.withdraw(school, 2)).body).toMatchObject({ version: 3, status: 'withdrawn' })
    expect((await annelies.delivery(school)).code).toBe('delivery-not-found')
    await service.moveClockTo('2027-05-14T10:00:00+02:00')
    const { body } = await annelies.change(school, 3, changes)
    expect(body).toMatchObject({ version: 4, status: 'given', reportDigest: previewed.digest })

    const [, changed, withdrawn, again, ...more] = await service.mails()
    expect(more).toEqual([])
    for (const words of ['Bertus Bakker', 'onderwijssoortniveau', '1 juli 2027'])
      expect(changed?.text).toContain(words)
    for (const words of ['Annelies de Jong', 'ingetrokken', '1 juli 2027'])
      expect(withdrawn?.text).toContain(words)
    for (const words of ['Annelies de Jong', 'opnieuw', '1 juli 2027']) expect(again?.text).toContain(words)
  })

  it('delivers nothing on the date it first chose', async () => {
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
        givenAt: '2027-05-14T08:00:00.000Z',
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
