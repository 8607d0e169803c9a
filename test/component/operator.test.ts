import { beforeEach, describe, expect, it } from 'vitest'
import type { SchoolYear } from '../../shared/directory/identifiers.ts'
import { secondsAfter } from '../../shared/platform/time.ts'
import { faultsOf } from '../support/api/answer.ts'
import { apiFixture, failNow, happen, schools, windows, YEAR } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, operator, schoolUser } from '../support/api/people.ts'
import type {
  Delivery,
  Event,
  ImportStatus,
  Items,
  Page,
  Problem,
  Refusal,
  UploadRequest,
} from '../support/api/shapes.ts'
import type { TestApi } from '../support/api/test-api.ts'

let api: TestApi
beforeEach(async () => {
  api = await apiFixture()
})

const as = operator()

describe('the calendar of a school year', () => {
  const path = '/v1/school-years/2026-2027'
  const put = (deliveryWindows: unknown, more = {}) =>
    api.request<Problem>({ method: 'PUT', path, as, body: { deliveryWindows, ...more } })
  const one = { fromDate: '2027-06-01', untilDate: '2027-06-30', eligibility: 'all' }

  it('is set by an operator, as a whole', async () => {
    const deliveryWindows = [
      one,
      { ...one, eligibility: 'not-delivered' },
      { ...one, fromDate: '2031-01-01', untilDate: '2031-01-01' },
    ]
    const answer = await put(deliveryWindows)
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: { deliveryWindows } })
    expect((await api.request({ path, as })).body).toEqual({ deliveryWindows })
    expect((await put([])).status).toBe(200)
    expect((await api.request({ path, as })).body).toEqual({ deliveryWindows: [] })
  })

  it('is refused with all its faults at once', async () => {
    const wrong = [
      { ...one, untilDate: '2027-05-31' },
      { ...one, fromDate: '2027-02-30', untilDate: '01-07-2027' },
      { ...one, untilDate: '2027-05-31', eligibility: 'some' },
      { ...one, eligibility: null, fromDate: 20270601 },
      {},
      { ...one, name: 'x' },
      null,
    ]
    expect(faultsOf(await put(wrong, { more: 1 }))).toEqual(
      [
        '/deliveryWindows/0/untilDate invalid-format',
        '/deliveryWindows/1/fromDate invalid-date',
        '/deliveryWindows/1/untilDate invalid-date',
        '/deliveryWindows/2/eligibility invalid-format',
        '/deliveryWindows/2/untilDate invalid-format',
        '/deliveryWindows/3/eligibility invalid-type',
        '/deliveryWindows/3/fromDate invalid-type',
        '/deliveryWindows/4/eligibility required',
        '/deliveryWindows/4/fromDate required',
        '/deliveryWindows/4/untilDate required',
        '/deliveryWindows/5/name unknown-property',
        '/deliveryWindows/6 invalid-type',
        '/more unknown-property',
      ].sort(),
    )
    for (const value of [null, {}, 'x'])
      expect(faultsOf(await put(value))).toEqual(['/deliveryWindows invalid-type'])
    const { body } = await api.request<Problem>({ method: 'PUT', path, as, body: {} })
    expect(faultsOf({ body })).toEqual(['/deliveryWindows required'])
    expect((await api.request({ path, as })).body).toEqual({ deliveryWindows: windows })
  })
})

describe('the school years', () => {
  const yearsFor = async (caller = as) =>
    (await api.request<Items<object>>({ path: '/v1/school-years', as: caller })).body

  it('are those with a window, newest first, for everyone', async () => {
    await api.calendar.save('2025-2026' as SchoolYear, [windows[0]])
    await api.calendar.save('2072-2073' as SchoolYear, [])
    for (const caller of [as, boardUser('99001'), schoolUser([])])
      expect(await yearsFor(caller)).toEqual({
        items: [
          { schoolYear: YEAR, deliveryWindows: windows },
          { schoolYear: '2025-2026', deliveryWindows: [windows[0]] },
        ],
      })
  })

  it('are none where none has a window any more', async () => {
    await api.calendar.save(YEAR, [])
    expect(await yearsFor()).toEqual({ items: [] })
  })
})

describe('an import', () => {
  const request = (body: unknown, caller = as) =>
    api.request<UploadRequest & Problem>({ method: 'POST', path: '/v1/imports', as: caller, body })

  it.each(['schools', 'administrators', 'pupils', 'respondents'])(
    'of %s begins with a place to upload it to, for an hour',
    async kind => {
      const { status, body } = await request({ kind })
      expect(status).toBe(201)
      expect(Object.keys(body).sort()).toEqual(['expiresAt', 'importId', 'uploadMethod', 'uploadUrl'])
      expect(body).toMatchObject({ uploadMethod: 'PUT', expiresAt: secondsAfter(api.clock(), 3600) })
      const url = new URL(body.uploadUrl)
      expect(url.searchParams.get('X-Amz-Expires')).toBe('3600')
      const { body: state } = await api.request<ImportStatus>({ path: `/v1/imports/${body.importId}`, as })
      expect(state).toEqual({
        importId: body.importId,
        kind,
        status: 'awaiting-upload',
        rows: 0,
        schools: 0,
        errorCount: 0,
        errors: [],
      })
    },
  )

  it('is refused where its kind is none of ours', async () => {
    expect(faultsOf(await request({ kind: 'teachers' }))).toEqual(['/kind invalid-format'])
    expect(faultsOf(await request({ kind: 1 }))).toEqual(['/kind invalid-type'])
    expect(faultsOf(await request({ kind: null }))).toEqual(['/kind invalid-type'])
    expect(faultsOf(await request({}))).toEqual(['/kind required'])
    expect(faultsOf(await request({ kind: 'pupils', file: 'x' }))).toEqual(['/file unknown-property'])
  })

  it('is rejected once its hour is over and no file came, and stays so', async () => {
    const { body } = await request({ kind: 'pupils' })
    api.moveClockTo(body.expiresAt)
    const path = `/v1/imports/${body.importId}`
    const { body: state } = await api.request<ImportStatus>({ path, as })
    expect(state).toMatchObject({ status: 'rejected', rows: 0, schools: 0, errorCount: 1 })
    expect(state.errors).toEqual([
      { line: null, column: null, code: 'not-uploaded', detail: expect.stringContaining('upload') },
    ])
    api.moveClockTo('2027-06-11T14:03:00+02:00')
    expect((await api.request<ImportStatus>({ path, as })).body).toEqual(state)
  })

  it.each(['id-999', 'x'.repeat(3000), '%00', '%20', '..', 'a%2Fb', '__proto__'])(
    'that does not exist is not found: %s',
    async importId => {
      const { status, body } = await api.request<Problem>({ path: `/v1/imports/${importId}`, as })
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'not-found' })
    },
  )
})

describe('the list of deliveries', () => {
  const list = (query = '') => api.request<Page & Problem>({ path: `/v1/deliveries${query}`, as })
  const idsOf = async (query: string) => (await list(query)).body.items.map(({ schoolId }) => schoolId)

  it('has each delivery that is planned or made, and nothing of a consent that was withdrawn', async () => {
    for (const schoolId of ['99AA00', '99AB00', '99BA00']) await api.save(schoolId)
    await api.withdraw('99AB00', 1)
    const { body } = await list()
    expect(body).toEqual({
      items: [
        {
          ...(await api.request<Delivery>({ path: paths.delivery('99AA00'), as })).body,
          schoolId: '99AA00',
          schoolName: 'Scholengemeenschap Zuid',
          schoolYear: '2026-2027',
          deliveryDate: '2027-07-01',
        },
        expect.objectContaining({ schoolId: '99BA00', status: 'planned', deliveryId: '99BA00_2026-2027_1' }),
      ],
      nextCursor: null,
    })
  })

  it('is filtered by school year and by status', async () => {
    for (const schoolId of ['99AA00', '99AC00', '99BA00']) await api.save(schoolId)
    api.moveClockTo('2027-07-01T07:44:00+02:00')
    await happen(api, schools.vo, { type: 'delivery-started' })
    await happen(api, schools.four, { type: 'nothing-to-deliver' })
    expect(await idsOf('?status=in-progress')).toEqual(['99AA00'])
    expect(await idsOf('?status=nothing-to-deliver')).toEqual(['99AC00'])
    expect(await idsOf('?status=planned&schoolYear=2026-2027')).toEqual(['99BA00'])
    await happen(api, schools.vo, { type: 'delivery-failed', attempts: 1 })
    expect(await idsOf('?status=failed')).toEqual(['99AA00'])
    expect(await idsOf('?status=delivered')).toEqual([])
    expect(await idsOf('?schoolYear=2025-2026')).toEqual([])
    expect(await idsOf('')).toEqual(['99AA00', '99AC00', '99BA00'])
  })

  it('says which parameters are wrong', async () => {
    expect(faultsOf(await list('?status=lost'))).toEqual(['status invalid-format'])
    expect(faultsOf(await list('?schoolYear=2026'))).toEqual(['schoolYear invalid-format'])
    for (const cursor of ['', 'x', '9'.repeat(309), '9999-10000', '2026-2027_99AA00_1', '2026-2027', '%00'])
      expect(faultsOf(await list(`?cursor=${cursor}`))).toEqual(['cursor invalid-format'])
    expect(faultsOf(await list('?status=&schoolYear=&cursor=x'))).toEqual([
      'cursor invalid-format',
      'schoolYear invalid-format',
      'status invalid-format',
    ])
    expect(faultsOf(await list('?status=planned&status=failed'))).toEqual(['status invalid-format'])
  })
})

describe('another attempt at a delivery', () => {
  const attempt = (deliveryId: string, body?: unknown) =>
    api.request<Delivery & Refusal>({
      method: 'POST',
      path: `/v1/deliveries/${deliveryId}/attempts`,
      as,
      ...(body === undefined ? {} : { body }),
    })
  const deliveryId = '99AA00_2026-2027_1'
  const fail = async () => {
    await api.save('99AA00')
    api.moveClockTo('2027-07-01T07:44:00+02:00')
    await failNow(api, schools.vo, 2)
  }

  it('starts one that failed again, under the same id', async () => {
    await fail()
    const { status, body } = await attempt(deliveryId)
    expect({ status, id: body.deliveryId, now: body.status }).toEqual({
      status: 202,
      id: deliveryId,
      now: 'in-progress',
    })
    const { body: history } = await api.request<Items<Event>>({ path: paths.events('99AA00'), as })
    expect(history.items.at(-1)).toMatchObject({
      version: 4,
      type: 'delivery-retried',
      by: { name: 'Olga Beheerder', role: 'operator' },
    })
  })

  it('may bring an empty body or none', async () => {
    await fail()
    expect((await attempt(deliveryId, {})).status).toBe(202)
  })

  it('is refused while it is under way, and where it did not fail', async () => {
    await api.save('99AA00')
    expect((await attempt(deliveryId)).body.code).toBe('delivery-not-failed')
    api.moveClockTo('2027-07-01T07:44:00+02:00')
    await happen(api, schools.vo, { type: 'delivery-started' })
    expect((await attempt(deliveryId)).body.code).toBe('delivery-not-failed')
    await happen(api, schools.vo, { type: 'delivery-failed', attempts: 2 })
    expect((await attempt(deliveryId)).status).toBe(202)
    expect((await attempt(deliveryId)).body.code).toBe('delivery-not-failed')
    const receipt = { receiptId: 'IVO-1', receivedAt: api.clock() }
    await happen(api, schools.vo, { type: 'delivered', receipt, attempts: 3 })
    expect(await attempt(deliveryId)).toMatchObject({ status: 409, body: { code: 'delivery-not-failed' } })
  })

  it('is one, also where two operators ask for it at once', async () => {
    await fail()
    const answers = await Promise.all(Array.from({ length: 10 }, () => attempt(deliveryId)))
    expect(answers.map(({ status }) => status).sort()).toEqual([202, ...Array(9).fill(409)])
  })

  it.each([
    '99AA00_2026-2027_2',
    '99AA00_2026-2027_0',
    '99AA00_2026-2027_01',
    '99AA00_2025-2026_1',
    '99ZZ00_2026-2027_1',
    '99AA00',
    '99AA00_2026-2027_1_1',
    '99aa00_2026-2027_1',
    '__',
    '%20',
    '99AA00_2026-2027_1%00',
    `99AA00_2026-2027_${'9'.repeat(309)}`,
  ])('is not found where there is no such delivery: %s', async id => {
    await fail()
    const { status, body } = await attempt(id)
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'not-found' })
  })

  it('is not found once the consent was withdrawn', async () => {
    await fail()
    const { status } = await api.withdraw('99AA00', 3)
    expect(status).toBe(200)
    expect((await attempt(deliveryId)).status).toBe(404)
  })
})
