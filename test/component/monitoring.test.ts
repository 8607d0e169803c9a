import { beforeEach, describe, expect, it } from 'vitest'
import type { SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import { instantFrom } from '../../shared/platform/time.ts'
import { exampleAnswer } from '../support/api/documented.ts'
import { apiFixture, deliverNow, failNow, happen, schools, YEAR } from '../support/api/fixture.ts'
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
const receiptAt = (moment: string) => ({ receiptId: 'IVO-1', receivedAt: instantFrom(moment) })

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

  it('with ProZO! results may deliver by education type only', async () => {
    expect((await monitoringOf('99AB00')).levels).toEqual([
      { level: 'school', allowed: false, digest: null, withheld: [] },
      { level: 'education-type', allowed: true, digest, withheld: [] },
    ])
  })

  it('with four respondents in all has the digest of an empty document, and hides how many', async () => {
    const { results: figures, levels } = await monitoringOf('99AC00')
    expect(figures).toMatchObject([{ respondents: null }])
    expect(levels).toEqual([
      {
        level: 'school',
        allowed: true,
        digest,
        withheld: [{ educationType: null, questionnaire: 'LTO-VO' }],
      },
      {
        level: 'education-type',
        allowed: true,
        digest,
        withheld: [{ educationType: 'PRO', questionnaire: 'LTO-VO' }],
      },
    ])
  })

  it('with five respondents is told, since five is enough', async () => {
    await api.store.saveResults(schools.four.schoolId, YEAR, results('LTO-VO', { PRO: 5 }))
    const { results: figures, levels } = await monitoringOf('99AC00')
    expect(figures[0]?.respondents).toBe(5)
    expect(levels.flatMap(({ withheld }) => withheld)).toEqual([])
  })

  it('with two questionnaires has the results of both, and may deliver at either level', async () => {
    await api.store.saveResults(schools.vo.schoolId, YEAR, results('PROZO', { IB: 4, PRO: 8 }))
    const { results: figures, levels } = await monitoringOf('99AA00')
    expect(figures).toEqual([
      { questionnaire: 'LTO-VO', respondents: 16, pupils: 40, importedAt: '2027-05-03T08:00:00.000Z' },
      { questionnaire: 'PROZO', respondents: 12, pupils: null, importedAt: '2027-05-03T08:00:00.000Z' },
    ])
    const small = [
      { educationType: 'IB', questionnaire: 'LTO-VO' },
      { educationType: 'IB', questionnaire: 'PROZO' },
    ]
    expect(levels).toEqual([
      { level: 'school', allowed: true, digest, withheld: [small[1]] },
      { level: 'education-type', allowed: true, digest, withheld: small },
    ])
    const { document } = await reportOf('99AA00', 'school')
    expect(document.groups.map(({ educationType, questionnaire }) => [educationType, questionnaire])).toEqual(
      [
        [null, 'LTO-VO'],
        ['PRO', 'PROZO'],
      ],
    )
  })

  it('follows what happens', async () => {
    const statuses = [(await monitoringOf('99AA00')).status]
    const then = async (act: () => Promise<unknown>) => {
      await act()
      statuses.push((await monitoringOf('99AA00')).status)
    }
    await then(() => api.save('99AA00'))
    await then(() => api.withdraw('99AA00', 1))
    await then(() => api.save('99AA00', { from: 2 }))
    api.moveClockTo('2027-07-01T07:44:00+02:00')
    await then(async () => {})
    await then(() => happen(api, schools.vo, { type: 'delivery-started' }))
    await then(() => happen(api, schools.vo, { type: 'delivery-failed', attempts: 1 }))
    expect(statuses).toEqual([
      'awaiting-consent',
      'consent-given',
      'consent-withdrawn',
      'consent-given',
      'consent-given',
      'in-delivery',
      'delivery-failed',
    ])
  })

  it('holds the consent and the delivery as their own paths show them', async () => {
    await api.save('99AA00')
    const { consent, delivery } = await monitoringOf('99AA00')
    expect(consent).toEqual((await api.request({ path: paths.consent('99AA00'), as })).body)
    expect(delivery).toEqual((await api.request({ path: paths.delivery('99AA00'), as })).body)
  })
})

describe('the windows a school can choose from', () => {
  const windowsAt = async (moment: string) => {
    api.moveClockTo(moment)
    return (await monitoringOf('99AA00')).deliveryWindows.map(({ untilDate }) => untilDate)
  }

  it('are those with a day left after today', async () => {
    expect(await windowsAt('2027-05-31T23:59:59.999+02:00')).toEqual([
      '2027-06-01',
      '2027-07-02',
      '2027-09-01',
    ])
    expect(await windowsAt('2027-06-01T00:00:00+02:00')).toEqual(['2027-07-02', '2027-09-01'])
    expect(await windowsAt('2027-07-01T23:00:00+02:00')).toEqual(['2027-07-02', '2027-09-01'])
    expect(await windowsAt('2027-07-02T00:00:00+02:00')).toEqual(['2027-09-01'])
    expect(await windowsAt('2027-09-01T00:00:00+02:00')).toEqual([])
  })

  it('are none once it has delivered', async () => {
    await api.save('99AA00', { body: terms({ deliveryDate: '2027-06-01' }) })
    api.moveClockTo('2027-06-01T07:44:00+02:00')
    await deliverNow(api, schools.vo)
    expect((await monitoringOf('99AA00')).deliveryWindows).toEqual([])
    expect((await monitoringOf('99AC00')).deliveryWindows).toHaveLength(2)
  })
})

describe('what stands in the way of a save', () => {
  const obstaclesOf = async (schoolId: string) => (await monitoringOf(schoolId)).obstacles

  it('is nothing where a consent can be given', async () => {
    expect(await obstaclesOf('99AA00')).toEqual([])
  })

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

  it('is no window, from the last day of the last one on', async () => {
    api.moveClockTo('2027-08-31T23:59:59+02:00')
    expect(await obstaclesOf('99AA00')).toEqual([])
    api.moveClockTo('2027-09-01T00:00:00+02:00')
    expect(await obstaclesOf('99AA00')).toEqual(['no-delivery-window'])
  })

  it('is no window for a consent in force, which may keep its date', async () => {
    await api.save('99AA00')
    await api.calendar.save(YEAR, [])
    expect(await obstaclesOf('99AA00')).toEqual([])
    expect((await api.save('99AA00', { from: 1 })).status).toBe(200)
    await api.withdraw('99AA00', 2)
    expect(await obstaclesOf('99AA00')).toEqual(['no-delivery-window'])
  })

  it('is nothing where a consent is locked, in delivery or delivered, since nothing is saved then', async () => {
    await api.save('99AA00')
    await api.calendar.save(YEAR, [])
    api.moveClockTo('2027-07-01T00:00:00+02:00')
    expect(await obstaclesOf('99AA00')).toEqual([])
    await happen(api, schools.vo, { type: 'delivery-started' })
    expect(await obstaclesOf('99AA00')).toEqual([])
    await happen(api, schools.vo, {
      type: 'delivered',
      receipt: receiptAt('2027-07-01T05:44:00Z'),
      attempts: 1,
    })
    expect(await obstaclesOf('99AA00')).toEqual([])
  })

  it('is back after a delivery that failed, for a consent that is given again', async () => {
    await api.save('99AA00')
    api.moveClockTo('2027-07-01T08:00:00+02:00')
    await failNow(api, schools.vo)
    expect(await obstaclesOf('99AA00')).toEqual([])
    api.moveClockTo('2027-10-01T08:00:00+02:00')
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

  it('has one group for the school as a whole', async () => {
    const { document, withheld } = await reportOf('99AA00', 'school')
    expect(withheld).toEqual([])
    expect(document.groups).toHaveLength(1)
    const [group] = document.groups
    expect({ ...group, indicators: undefined }).toEqual({
      educationType: null,
      questionnaire: 'LTO-VO',
      pupils: 40,
      respondents: 16,
      responseRate: 40,
      indicators: undefined,
    })
    expect(
      group?.indicators.map(({ id, name, score, questions }) => [
        id,
        name,
        score,
        questions.map(question => question.id).join(' '),
      ]),
    ).toEqual([
      ['safety', 'Veiligheidsbeleving', 7.8, 'V1 V2 V3'],
      ['harm', 'Aantasting', 7.8, 'A1 A2 A3 A4 A5'],
      ['wellbeing', 'Welbevinden', 7.8, 'W1 W2 W3'],
    ])
  })

  it('by education type is silent about a type with four respondents, but to the school', async () => {
    const { document, withheld } = await reportOf('99AA00', 'education-type')
    expect(withheld).toEqual([{ educationType: 'IB', questionnaire: 'LTO-VO' }])
    expect(
      document.groups.map(({ educationType, respondents, pupils, responseRate }) => ({
        educationType,
        respondents,
        pupils,
        responseRate,
      })),
    ).toEqual([{ educationType: 'HAVO', respondents: 12, pupils: 31, responseRate: 38.7 }])
    expect(JSON.stringify(document)).not.toMatch(/IB|"respondents":4|"pupils":9/)
  })

  it('of a school with four respondents in all has no group', async () => {
    for (const [level, hidden] of [
      ['school', null],
      ['education-type', 'PRO'],
    ] as const) {
      const { document, withheld } = await reportOf('99AC00', level)
      expect({ groups: document.groups, withheld }).toEqual({
        groups: [],
        withheld: [{ educationType: hidden, questionnaire: 'LTO-VO' }],
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

  it('is empty before the first consent', async () => {
    expect(await historyOf()).toEqual([])
  })

  it('tells who did what and when, oldest first, field by field', async () => {
    await api.save('99AA00')
    api.moveClockTo('2027-05-12T09:00:00+02:00')
    const body = terms({ level: 'school', deliveryDate: '2027-06-01', conduct: { surveyedGroup: 'Klas 1.' } })
    await api.save('99AA00', { from: 1, body, as: boardUser('99001', 'Bertus Bakker') })
    await api.withdraw('99AA00', 2)
    const history = await historyOf(operator())
    expect(history.map(({ version, type, at, by }) => ({ version, type, at, by }))).toEqual([
      {
        version: 1,
        type: 'given',
        at: '2027-05-11T12:03:00.000Z',
        by: { name: 'Annelies de Jong-Visser', role: 'school' },
      },
      {
        version: 2,
        type: 'changed',
        at: '2027-05-12T07:00:00.000Z',
        by: { name: 'Bertus Bakker', role: 'board' },
      },
      {
        version: 3,
        type: 'withdrawn',
        at: '2027-05-12T07:00:00.000Z',
        by: { name: 'Annelies de Jong-Visser', role: 'school' },
      },
    ])
    const [given, changed, withdrawn] = history.map(({ changes }) =>
      Object.fromEntries(changes.map(({ field, from, to }) => [field, [from, to]])),
    )
    expect(given).toMatchObject({
      boardApproval: [null, true],
      level: [null, 'education-type'],
      deliveryDate: [null, '2027-07-01'],
      'conduct.representative': [null, true],
      'conduct.surveyedGroup': [null, terms().conduct.surveyedGroup],
      'conduct.notAnonymousReason': [null, terms().conduct.notAnonymousReason],
    })
    expect(changed).toEqual({
      level: ['education-type', 'school'],
      deliveryDate: ['2027-07-01', '2027-06-01'],
      'conduct.surveyedGroup': [terms().conduct.surveyedGroup, 'Klas 1.'],
      reportDigest: [digest, digest],
    })
    expect(withdrawn).toEqual({ status: ['given', 'withdrawn'] })
    expect(Object.keys(history[0] ?? {}).sort()).toEqual(['at', 'by', 'changes', 'type', 'version'])
  })

  it('tells of what nobody did', async () => {
    await api.save('99AA00')
    await happen(api, schools.vo, { type: 'results-changed', reportDigest: 'f'.repeat(64) })
    api.moveClockTo('2027-07-01T07:44:00+02:00')
    await deliverNow(api, schools.vo)
    const events = (await historyOf()).slice(1)
    expect(events.map(({ version, type, by }) => [version, type, by])).toEqual([
      [2, 'results-changed', null],
      [3, 'delivery-started', null],
      [4, 'delivered', null],
    ])
    expect(events[0]?.changes).toEqual([{ field: 'reportDigest', from: digest, to: 'f'.repeat(64) }])
  })
})

describe('the delivery of a school', () => {
  const deliveryOf = (schoolId = '99AA00') =>
    api.request<Delivery & Refusal>({ path: paths.delivery(schoolId), as })
  const payloadOf = () => api.request<Problem>({ path: `${paths.delivery('99AA00')}/payload`, as })

  it('is none before the consent and after its withdrawal', async () => {
    for (const act of [
      async () => {},
      async () => {
        await api.save('99AA00')
        await api.withdraw('99AA00', 1)
      },
    ]) {
      await act()
      expect((await deliveryOf()).body.code).toBe('delivery-not-found')
      expect((await payloadOf()).body.code).toBe('delivery-not-found')
    }
  })

  it('is planned from the consent on, between 07:00 and 07:55, under the version in force', async () => {
    const { reportDigest } = (await api.save('99AA00')).body
    const { body } = await deliveryOf()
    expect(body).toEqual({
      deliveryId: '99AA00_2026-2027_1',
      status: 'planned',
      plannedAt: expect.stringMatching(/^2027-07-01T05:([0-4]\d|5[0-5]):\d\d\.\d{3}Z$/),
      deliveredAt: null,
      receiptId: null,
      reportDigest,
      attempts: 0,
    })
    expect((await payloadOf()).status).toBe(404)
    await api.save('99AA00', { from: 1, body: terms({ deliveryDate: '2027-06-01' }) })
    expect((await deliveryOf()).body).toMatchObject({
      deliveryId: '99AA00_2026-2027_2',
      plannedAt: body.plannedAt.replace('07-01', '06-01'),
    })
  })

  it('keeps its id once its date has come, whatever the version', async () => {
    await api.save('99AA00')
    await happen(api, schools.vo, { type: 'results-changed', reportDigest: 'f'.repeat(64) })
    expect((await deliveryOf()).body).toMatchObject({
      deliveryId: '99AA00_2026-2027_2',
      reportDigest: 'f'.repeat(64),
    })
    api.moveClockTo('2027-07-01T00:00:00+02:00')
    await happen(api, schools.vo, { type: 'results-changed', reportDigest: 'e'.repeat(64) })
    expect((await deliveryOf()).body).toMatchObject({
      deliveryId: '99AA00_2026-2027_2',
      reportDigest: 'e'.repeat(64),
    })
    await happen(api, schools.vo, { type: 'delivery-started' })
    expect((await deliveryOf()).body).toMatchObject({
      deliveryId: '99AA00_2026-2027_2',
      status: 'in-progress',
      attempts: 0,
      receiptId: null,
    })
    await happen(api, schools.vo, {
      type: 'delivered',
      receipt: receiptAt('2027-07-01T05:44:01Z'),
      attempts: 3,
    })
    expect((await deliveryOf()).body).toMatchObject({
      deliveryId: '99AA00_2026-2027_2',
      status: 'delivered',
      attempts: 3,
      receiptId: 'IVO-1',
      deliveredAt: '2027-07-01T05:44:01.000Z',
    })
  })

  it('tells of one that brought nothing or failed', async () => {
    for (const schoolId of ['99AA00', '99AC00']) await api.save(schoolId)
    api.moveClockTo('2027-07-01T07:44:00+02:00')
    await happen(api, schools.four, { type: 'nothing-to-deliver' })
    expect((await deliveryOf('99AC00')).body).toMatchObject({
      status: 'nothing-to-deliver',
      attempts: 0,
      deliveredAt: null,
      receiptId: null,
    })
    await failNow(api, schools.vo, 2)
    expect((await deliveryOf()).body).toMatchObject({ status: 'failed', attempts: 2 })
    expect((await payloadOf()).status).toBe(404)
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
})
