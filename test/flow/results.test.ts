import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pupilsFile, respondentsFile, schoolsFile } from '../support/api/import-files.ts'
import * as paths from '../support/api/paths.ts'
import { daysAfter, momentOf, type ServiceFixture, serviceFixture } from '../support/api/service-fixture.ts'
import type { Event, ImportStatus, Items, Problem, Report, UploadRequest } from '../support/api/shapes.ts'
import { terms } from '../support/api/terms.ts'

let fixture: ServiceFixture
beforeAll(async () => {
  fixture = await serviceFixture(16)
})
afterAll(() => fixture.service.stop())

const bring = async (kind: string, content: string) => fixture.operator.bring(kind, content)
const digestOf = async (schoolId: string) =>
  (await fixture.school.get<Report>(paths.report(schoolId, 'education-type'))).digest
const eventsOf = async (schoolId: string) =>
  (await fixture.school.get<Items<Event>>(paths.events(schoolId))).items

describe('results that come after the consent', () => {
  it('change the digest by one event of nobody, of which the board hears', async () => {
    const { school, service, consenting, mailsAbout, receivedOf } = fixture
    const { schoolId, date } = await consenting()
    const before = await digestOf(schoolId)
    const newer = respondentsFile({ schoolId, respondents: { HAVO: 7, VWO: 5 }, answer: 3 })
    expect(await bring('respondents', newer)).toMatchObject({
      status: 'applied',
      rows: 12,
      schools: 1,
      errorCount: 0,
    })
    const after = await digestOf(schoolId)
    expect(after).not.toBe(before)
    expect(await school.consent(schoolId)).toMatchObject({
      version: 2,
      reportDigest: after,
      status: 'given',
      changedBy: null,
    })
    expect((await eventsOf(schoolId))[1]).toMatchObject({
      version: 2,
      type: 'results-changed',
      by: null,
      changes: [{ field: 'reportDigest', from: before, to: after }],
    })
    expect(await mailsAbout(schoolId)).toHaveLength(2)

    expect((await bring('respondents', newer)).status).toBe('applied')
    expect(await school.eventTypes(schoolId)).toEqual(['given', 'results-changed'])
    expect(await mailsAbout(schoolId)).toHaveLength(2)

    await service.moveClockTo(momentOf(date, '08:00'))
    const [received] = await receivedOf(schoolId)
    expect(received?.idempotencyKey).toBe(`${schoolId}_2026-2027_2`)
    expect((await school.delivery(schoolId)).reportDigest).toBe(after)
    expect(
      JSON.parse(received?.payload ?? '{}').report.groups.map(
        (group: { respondents: number }) => group.respondents,
      ),
    ).toEqual([7, 5])
  })

  it('leave the report that was promised to be read by its digest, as it was shown', async () => {
    const { school, consenting } = fixture
    const { schoolId, date } = await consenting()
    const report = (digest?: string, headers = {}) =>
      school.request<Report & Problem>({
        path: `${paths.report(schoolId, 'education-type')}${digest === undefined ? '' : `?digest=${digest}`}`,
        headers,
      })
    const promised = (await report()).body
    await bring('pupils', pupilsFile(schoolId, { HAVO: 30 }))
    const second = (await report()).body
    await bring('respondents', respondentsFile({ schoolId, respondents: { HAVO: 8 } }))
    const now = (await report()).body
    for (const one of [promised, now]) expect((await report(one.digest)).body).toEqual(one)

    const old = await report(promised.digest)
    const known = await report(promised.digest, { 'if-none-match': old.headers.etag })
    expect(known.status).toBe(304)
    const refused = async (digest: string, headers = {}) => (await report(digest, headers)).body.code
    // What was never saved for, or not by the last save, is nobody's any more.
    for (const digest of ['0'.repeat(64), second.digest])
      expect(await refused(digest)).toBe('report-not-available')
    expect(await refused(promised.digest, { accept: 'text/csv' })).toBe('not-acceptable')
    for (const malformed of ['', promised.digest.toUpperCase(), `${promised.digest}0`])
      expect((await report(malformed)).body.errors).toEqual([
        expect.objectContaining({ parameter: 'digest', code: 'invalid-format' }),
      ])

    await school.withdraw(schoolId, 3)
    expect(await refused(promised.digest)).toBe('report-not-available')
    await school.change(schoolId, 4, terms({ level: 'education-type', deliveryDate: date }))
    await bring('pupils', pupilsFile(schoolId, { HAVO: 31 }))
    expect((await report(now.digest)).body).toEqual({ ...now })

    // Imported by mistake: nothing that was made of them is left.
    await fixture.operator.request({ method: 'DELETE', path: paths.results(schoolId, 'LTO-VO') })
    expect(await refused(now.digest)).toBe('report-not-available')
  })

  it('have a mail of their own: the consent still tells of that about the save', async () => {
    const { school, service, consenting, mailsAbout } = fixture
    const { schoolId } = await consenting()
    const [mail] = await mailsAbout(schoolId)
    await service.orderMailFaults('rejected')
    await bring('respondents', respondentsFile({ schoolId, respondents: { HAVO: 10 } }))
    const { version, notification } = await school.consent(schoolId)
    expect({ version, notification }).toEqual({
      version: 2,
      notification: { status: 'sent', sentAt: mail?.sentAt },
    })
    expect(await mailsAbout(schoolId)).toHaveLength(1)
  })

  it('and are taken back, with their level: the consent stays, and nothing is brought on the date', async () => {
    const { school, operator, service, consenting, mailsAbout, receivedOf } = fixture
    const { schoolId, date } = await consenting()
    await school.change(schoolId, 1, terms({ level: 'school', deliveryDate: date }))
    await bring(
      'respondents',
      respondentsFile({ schoolId, questionnaire: 'PROZO', respondents: { PRO: 8 }, answer: 3 }),
    )
    expect(
      (await operator.request({ method: 'DELETE', path: paths.results(schoolId, 'LTO-VO') })).status,
    ).toBe(204)
    await service.idle()
    expect(await school.consent(schoolId)).toMatchObject({
      version: 4,
      status: 'given',
      level: 'school',
      reportDigest: null,
    })
    await service.moveClockTo(momentOf(date, '08:00'))
    expect(await receivedOf(schoolId)).toEqual([])
    expect((await school.monitoring(schoolId)).status).toBe('nothing-to-deliver')
    expect(await school.eventTypes(schoolId)).toEqual([
      'given',
      'changed',
      'results-changed',
      'results-changed',
      'nothing-to-deliver',
    ])
    expect(await mailsAbout(schoolId)).toHaveLength(5)
  })

  it('and are all taken back may come again after the date, for a consent for a later one', async () => {
    const { school, operator, service, consenting, receivedOf } = fixture
    const { schoolId, date } = await consenting()
    await operator.request({ method: 'DELETE', path: paths.results(schoolId, 'LTO-VO') })
    await service.moveClockTo(momentOf(date, '03:00'))
    const right = respondentsFile({ schoolId, respondents: { HAVO: 8 }, answer: 4 })
    expect((await bring('respondents', right)).errors).toMatchObject([{ code: 'results-closed' }])
    await service.moveClockTo(momentOf(date, '08:00'))
    expect((await school.monitoring(schoolId)).status).toBe('nothing-to-deliver')
    expect((await bring('respondents', right)).status).toBe('applied')
    expect((await bring('pupils', pupilsFile(schoolId, { HAVO: 20 }))).status).toBe('applied')
    const { version } = await school.consent(schoolId)
    const later = daysAfter(date, 2)
    expect((await school.change(schoolId, version, terms({ deliveryDate: later }))).status).toBe(200)
    await service.moveClockTo(momentOf(later, '08:00'))
    expect(await receivedOf(schoolId)).toHaveLength(1)
  })
})

describe('results of two questionnaires at one school', () => {
  it('are delivered together', async () => {
    const { school, service, consenting, mailsAbout, receivedOf } = fixture
    const { schoolId, date } = await consenting()
    await school.change(schoolId, 1, terms({ level: 'school', deliveryDate: date }))
    await bring('pupils', pupilsFile(schoolId, { HAVO: 40, PRO: 20, 'VMBO-B': 10 }))
    const proZo = { schoolId, questionnaire: 'PROZO', answer: 3 } as const
    await bring('respondents', respondentsFile({ ...proZo, respondents: { PRO: 8, 'VMBO-B': 4 } }))
    const { results, levels, consent } = await school.monitoring(schoolId)
    expect(results).toMatchObject([
      { questionnaire: 'LTO-VO', respondents: 6, pupils: 40 },
      { questionnaire: 'PROZO', respondents: 12, pupils: 30 },
    ])
    const told = levels.find(({ level }) => level === 'school')
    expect(told?.withheld).toEqual([{ educationType: 'VMBO-B', questionnaire: 'PROZO' }])
    expect(consent?.reportDigest).toBe(told?.digest)
    expect(await mailsAbout(schoolId)).toHaveLength(4)

    await service.moveClockTo(momentOf(date, '08:00'))
    const [received] = await receivedOf(schoolId)
    const { report } = JSON.parse(received?.payload ?? '{}')
    expect(report.groups).toMatchObject([
      { educationType: null, questionnaire: 'LTO-VO', pupils: 40, respondents: 6 },
      { educationType: 'PRO', questionnaire: 'PROZO', pupils: 20, respondents: 8 },
    ])
    expect(received?.payload).not.toContain('VMBO-B')
    expect((await school.delivery(schoolId)).reportDigest).toBe(told?.digest)
  })
})

describe('results that come on the date or after it', () => {
  const closed = [{ line: 2, column: null, code: 'results-closed', detail: expect.any(String) }]

  it('are refused from its first instant, the whole file, unless they change nothing', async () => {
    const { school, service, consenting } = fixture
    const [due, other] = [await consenting(), await consenting()]
    await school.withdraw(other.schoolId, 1)
    await service.moveClockTo(momentOf(daysAfter(due.date, -1), '23:59:59.999'))
    const open = respondentsFile({ schoolId: due.schoolId, respondents: { HAVO: 8 } })
    expect((await bring('respondents', open)).status).toBe('applied')
    await service.moveClockTo(momentOf(due.date, '00:00'))
    const change = respondentsFile(
      { schoolId: due.schoolId, respondents: { HAVO: 9 } },
      { schoolId: other.schoolId, respondents: { HAVO: 9 } },
    )
    const before = await digestOf(other.schoolId)
    expect(await bring('respondents', change)).toMatchObject({
      status: 'rejected',
      errorCount: 1,
      errors: closed,
    })
    expect(await digestOf(other.schoolId)).toBe(before)
    expect(await bring('pupils', pupilsFile(due.schoolId, { HAVO: 40 }))).toMatchObject({
      status: 'rejected',
      errors: closed,
    })
    expect(await bring('respondents', open)).toMatchObject({ status: 'applied', errors: [] })

    await service.moveClockTo(momentOf(due.date, '08:00'))
    expect(await school.delivery(due.schoolId)).toMatchObject({ status: 'delivered' })
    await service.moveClockTo(momentOf(daysAfter(due.date, 1), '08:00'))
    expect(await bring('pupils', pupilsFile(due.schoolId, { HAVO: 40 }))).toMatchObject({
      status: 'rejected',
      errors: closed,
    })
    expect(await school.eventTypes(due.schoolId)).toEqual([
      'given',
      'results-changed',
      'delivery-started',
      'delivered',
    ])
  })
})

describe('an upload', () => {
  const ask = async (kind = 'schools') =>
    (await fixture.operator.request<UploadRequest>({ method: 'POST', path: '/v1/imports', body: { kind } }))
      .body
  const put = async (url: string, content: string, method = 'PUT') => {
    const { status } = await fetch(url, { method, body: content })
    await fixture.service.idle()
    return status
  }
  const statusOf = async (importId: string) =>
    (await fixture.operator.get<ImportStatus>(`/v1/imports/${importId}`)).status
  const file = schoolsFile('99001', 'VO', ['00AB00'])

  it('is taken until its URL expires', async () => {
    const { service } = fixture
    const [inTime, tooLate] = [await ask(), await ask()]
    expect(inTime.expiresAt).toBe(tooLate.expiresAt)
    const lastSecond = new Date(Date.parse(inTime.expiresAt) - 1000).toISOString()
    await service.moveClockTo(lastSecond)
    expect(await put(inTime.uploadUrl, file)).toBe(200)
    await service.moveClockTo(new Date(Date.parse(tooLate.expiresAt) + 1000).toISOString())
    expect(await put(tooLate.uploadUrl, file)).toBe(403)
    expect([await statusOf(inTime.importId), await statusOf(tooLate.importId)]).toEqual([
      'applied',
      'rejected',
    ])
  })
})
