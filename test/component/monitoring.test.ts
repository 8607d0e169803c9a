import { beforeEach, describe, expect, it } from 'vitest'
import type { SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import { instantFrom } from '../../shared/platform/time.ts'
import { exampleAnswer } from '../support/api/documented.ts'
import { apiFixture, deliverNow, happen, schools, YEAR } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, operator, schoolUser } from '../support/api/people.ts'
import type { Delivery, Event, Items, Monitoring, Problem, Refusal, Report } from '../support/api/shapes.ts'
import { results } from '../support/api/survey.ts'
import { terms } from '../support/api/terms.ts'
import type { TestApi } from '../support/api/test-api.ts'
import { window } from '../support/builders.ts'

let api: TestApi
beforeEach(async () => {
  api = await apiFixture()
})

const as = operator()
const monitoringOf = async (schoolId: string) =>
  (await api.request<Monitoring>({ path: paths.monitoring(schoolId), as })).body
const reportOf = async (schoolId: string, level: string) =>
  (await api.request<Report>({ path: paths.report(schoolId, level), as })).body

const digest = expect.stringMatching(/^[0-9a-f]{64}$/)
const _receiptAt = (moment: string) => ({ receiptId: 'IVO-1', receivedAt: instantFrom(moment) })

describe('the state of a school', () => {
  it('with results has the shape of the contract', async () => {
    expect(await monitoringOf('99AA00')).toEqual({
      schoolId: '99AA00',
      schoolName: 'Scholengemeenschap Zuid',
      boardId: '99001',
      boardName: 'Stichting 99001',
      schoolYear: '2026-2027',
      status: 'awaiting-consent',
      results: [
        {
          questionnaire: 'LTO-VO',
          respondents: 16,
          pupils: 40,
          importedAt: '2027-05-03T08:00:00.000Z',
        },
      ],
      obstacles: [],
      levels: [
        { level: 'school', allowed: true, digest, withheld: [] },
        {
          level: 'education-type',
          allowed: true,
          digest,
          withheld: [{ educationType: 'IB', questionnaire: 'LTO-VO' }],
        },
      ],
      deliveryWindows: [
        { fromDate: '2027-06-01', untilDate: '2027-06-01' },
        { fromDate: '2027-06-28', untilDate: '2027-07-02' },
        { fromDate: '2027-09-01', untilDate: '2027-09-01' },
      ],
      consent: null,
      delivery: null,
    })
  })

  it('without results has no digest of anything', async () => {
    const { status, results: figures, levels } = await monitoringOf('99AD00')
    expect({ status, figures }).toEqual({ status: 'no-results', figures: [] })
    expect(levels.map(({ level, digest: none, withheld }) => ({ level, none, withheld }))).toEqual([
      { level: 'school', none: null, withheld: [] },
      { level: 'education-type', none: null, withheld: [] },
    ])
  })

  it('holds the consent and the delivery as their own paths show them', async () => {
    await api.save('99AA00')
    const { consent, delivery } = await monitoringOf('99AA00')
    expect(consent).toEqual((await api.request({ path: paths.consent('99AA00'), as })).body)
    expect(delivery).toEqual((await api.request({ path: paths.delivery('99AA00'), as })).body)
  })
})

describe('what stands in the way of a save', () => {
  const obstaclesOf = async (schoolId: string) => (await monitoringOf(schoolId)).obstacles

  it('is what a save is refused for, all of it at once', async () => {
    expect(await obstaclesOf('99AD00')).toEqual(['no-survey-results'])
    expect((await api.save('99AD00')).body.code).toBe('no-survey-results')
    expect(await obstaclesOf('99CA00')).toEqual(['no-board-administrator'])
    expect((await api.save('99CA00')).body.code).toBe('no-board-administrator')
    await api.calendar.save(YEAR, [])
    expect(await obstaclesOf('99AA00')).toEqual(['no-delivery-window'])
    expect((await api.save('99AA00')).body.errors).toMatchObject([{ code: 'date-not-offered' }])
    await api.directory.saveSchools([{ ...schools.withoutAdministrator, schoolId: '99CB00' as SchoolId }])
    expect(await obstaclesOf('99CB00')).toEqual([
      'no-survey-results',
      'no-board-administrator',
      'no-delivery-window',
    ])
  })

  it('is no window for a consent in force, which may keep its date', async () => {
    await api.save('99AA00')
    await api.calendar.save(YEAR, [])
    expect(await obstaclesOf('99AA00')).toEqual([])
    expect((await api.save('99AA00', { from: 1 })).status).toBe(200)
    await api.withdraw('99AA00', 2)
    expect(await obstaclesOf('99AA00')).toEqual(['no-delivery-window'])
  })
})

describe('the school years of a school', () => {
  it('are those with a calendar, results or a consent, newest first', async () => {
    const year = (text: string) => text as SchoolYear
    await api.store.saveResults(schools.vo.schoolId, year('2019-2020'), results('LTO-VO', { HAVO: 9 }))
    await api.store.saveResults(schools.foreign.schoolId, year('2018-2019'), results('LTO-PO', { BO: 9 }))
    await api.calendar.save(year('2027-2028'), [window('2028-07-01')])
    const yearsOf = async (schoolId: string) => {
      const { body } = await api.request<Items<Monitoring>>({
        path: paths.monitorings(schoolId),
        as: schoolUser(schoolId),
      })
      return body.items.map(({ schoolYear, status }) => `${schoolYear} ${status}`)
    }
    expect(await yearsOf('99AA00')).toEqual([
      '2027-2028 no-results',
      '2026-2027 awaiting-consent',
      '2019-2020 awaiting-consent',
    ])
    expect(await yearsOf('99AD00')).toEqual(['2027-2028 no-results', '2026-2027 no-results'])
    await api.save('99AA00')
    expect(await yearsOf('99AA00')).toEqual([
      '2027-2028 no-results',
      '2026-2027 consent-given',
      '2019-2020 awaiting-consent',
    ])
  })

  it('leave out one whose windows were taken away again, until something else is there', async () => {
    const [set, mistaken] = ['2027-2028', '2072-2073'] as const
    const years = async () => {
      const { body } = await api.request<Items<Monitoring>>({ path: paths.monitorings('99AA00'), as })
      return body.items.map(({ schoolYear }) => schoolYear)
    }
    for (const year of [set, mistaken]) await api.calendar.save(year as SchoolYear, [window('2028-07-01')])
    expect(await years()).toEqual([mistaken, set, '2026-2027'])
    await api.calendar.save(mistaken as SchoolYear, [])
    expect(await years()).toEqual([set, '2026-2027'])
    await api.save('99AA00')
    await api.calendar.save('2026-2027' as SchoolYear, [])
    await api.store.saveResults(schools.vo.schoolId, mistaken as SchoolYear, results('LTO-VO', { HAVO: 9 }))
    expect(await years()).toEqual([mistaken, set, '2026-2027'])
  })

  it('are each as their own path shows them', async () => {
    await api.save('99AA00')
    const { body } = await api.request<Items<Monitoring>>({ path: paths.monitorings('99AA00'), as })
    expect(body).toEqual({ items: [await monitoringOf('99AA00')] })
  })
})

describe('the report of a level', () => {
  it('is what would be delivered, with the digest the state shows', async () => {
    const { levels } = await monitoringOf('99AA00')
    for (const level of ['school', 'education-type']) {
      const report = await reportOf('99AA00', level)
      expect(Object.keys(report).sort()).toEqual(['digest', 'document', 'withheld'])
      expect(report.digest).toBe(levels.find(one => one.level === level)?.digest)
      const { groups: _, ...document } = report.document
      expect(document).toEqual({
        schoolId: '99AA00',
        schoolName: 'Scholengemeenschap Zuid',
        boardId: '99001',
        schoolYear: '2026-2027',
        level,
      })
    }
  })

  it('is not available at a level that is not allowed, or without results', async () => {
    for (const path of [
      paths.report('99AB00', 'school'),
      paths.report('99AD00', 'school'),
      paths.report('99AD00', 'education-type'),
      paths.report('99AA00', 'school').replace(YEAR, '2025-2026'),
    ]) {
      const { status, body } = await api.request<Problem>({ path, as })
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'report-not-available' })
    }
    expect(
      (await reportOf('99AB00', 'education-type')).document.groups.map(({ educationType }) => educationType),
    ).toEqual(['PRO'])
  })

  it.each(['grade', 'School', 'education_type', 'LEERJAAR', '%20', 'school%2F'])(
    '%s does not exist',
    async level => {
      const { status, body } = await api.request<Problem>({ path: paths.report('99AA00', level), as })
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'not-found' })
    },
  )
})

describe('the history', () => {
  const historyOf = async (caller = schoolUser('99AA00')) =>
    (await api.request<Items<Event>>({ path: paths.events('99AA00'), as: caller })).body.items

  it('tells who did what, oldest first, and what nobody did', async () => {
    expect(await historyOf()).toEqual([])
    await api.save('99AA00')
    await happen(api, schools.vo, { type: 'results-changed', reportDigest: 'f'.repeat(64) })
    await api.withdraw('99AA00', 2, boardUser('99001', 'Bertus Bakker'))
    const [given, ...later] = await historyOf(operator())
    expect(given).toMatchObject({ version: 1, type: 'given', by: { role: 'school' } })
    expect(later).toEqual([
      {
        version: 2,
        type: 'results-changed',
        at: '2027-05-11T12:03:00.000Z',
        by: null,
        changes: [{ field: 'reportDigest', from: digest, to: 'f'.repeat(64) }],
      },
      {
        version: 3,
        type: 'withdrawn',
        at: '2027-05-11T12:03:00.000Z',
        by: { name: 'Bertus Bakker', role: 'board' },
        changes: [{ field: 'status', from: 'given', to: 'withdrawn' }],
      },
    ])
  })
})

describe('the delivery of a school', () => {
  const deliveryOf = (schoolId = '99AA00') =>
    api.request<Delivery & Refusal>({ path: paths.delivery(schoolId), as })
  const payloadOf = () => api.request<Problem>({ path: `${paths.delivery('99AA00')}/payload`, as })

  it('is planned from the consent on, and has no bytes before it is made', async () => {
    expect((await deliveryOf()).body.code).toBe('delivery-not-found')
    const { reportDigest } = (await api.save('99AA00')).body
    const planned = { deliveryId: '99AA00_2026-2027_1', status: 'planned', reportDigest, attempts: 0 }
    expect((await deliveryOf()).body).toMatchObject(planned)
    expect((await payloadOf()).body.code).toBe('delivery-not-found')
    await api.withdraw('99AA00', 1)
    expect((await deliveryOf()).body.code).toBe('delivery-not-found')
  })

  it('gives back the very bytes that were delivered', async () => {
    const { reportDigest } = (await api.save('99AA00')).body
    const written = JSON.stringify(exampleAnswer('getDeliveryPayload', 200), null, 1)
    const bytes = Buffer.from(written.replace('De Vaart', 'Eén \\u2028 school').replace('38.7', '3.870e+1'))
    await api.archive.keep(`99AA00/2026-2027/payloads/1-${reportDigest}`, bytes)
    expect((await payloadOf()).status).toBe(404)
    api.moveClockTo('2027-07-01T07:44:00+02:00')
    await deliverNow(api, schools.vo)
    const { status, text, headers } = await payloadOf()
    expect({ status, text, type: headers['content-type'] }).toEqual({
      status: 200,
      text: bytes.toString(),
      type: 'application/json',
    })
  })

  it('leaves no window to choose from once it is there', async () => {
    await api.save('99AA00', { body: terms({ deliveryDate: '2027-06-01' }) })
    api.moveClockTo('2027-06-01T07:44:00+02:00')
    expect((await monitoringOf('99AA00')).deliveryWindows).not.toEqual([])
    await deliverNow(api, schools.vo)
    expect((await monitoringOf('99AA00')).deliveryWindows).toEqual([])
  })
})
