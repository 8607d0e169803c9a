import { beforeEach, describe, expect, it } from 'vitest'
import { apiFixture, YEAR } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, operator, schoolUser } from '../support/api/people.ts'
import { terms } from '../support/api/terms.ts'
import type { TestApi } from '../support/api/test-api.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const traceparent = `00-${traceId}-b7ad6b7169203331-01`
const school = schoolUser('99AA00')
const give = {
  method: 'PUT',
  path: paths.consent('99AA00'),
  as: school,
  body: terms(),
  headers: { 'if-none-match': '*', traceparent },
}

let api: TestApi
beforeEach(async () => {
  api = await apiFixture()
})

describe('the audit log', () => {
  it('has who did what, of which school, when and with what result, in the fields of Logboek dataverwerkingen', async () => {
    await api.request(give)
    expect(api.audited()).toEqual([
      {
        trace_id: traceId,
        operation_id: expect.stringMatching(/^[0-9a-f]{16}$/),
        name: 'saveConsent',
        start_time: '2027-05-11T12:03:00.000Z',
        end_time: '2027-05-11T12:03:00.000Z',
        status_code: 'Ok',
        resource: { name: 'doorlevering', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
        attributes: {
          'dpl.core.processing_activity_id': 'urn:doorlevering:processing:saveConsent',
          'user.id': school.sub,
          'user.role': 'school',
          'http.status': 201,
          problem: null,
          schoolId: '99AA00',
          schoolYear: YEAR,
        },
      },
    ])
  })

  it('has who only looked, too', async () => {
    await api.request({ path: paths.report('99AA00', 'school'), as: boardUser('99001') })
    expect(api.audited()).toMatchObject([
      { name: 'getReport', attributes: { 'user.role': 'board', level: 'school', 'http.status': 200 } },
    ])
  })

  it('has all that an operator does', async () => {
    const as = operator()
    await api.request({ path: '/v1/deliveries', as })
    await api.request({ method: 'POST', path: '/v1/imports', as, body: { kind: 'pupils' } })
    await api.request({ method: 'POST', path: '/v1/deliveries/99AA00_2026-2027_1/attempts', as })
    await api.request({ path: '/v1/health', as })
    expect(api.audited()).toMatchObject([
      { name: 'listDeliveries', attributes: { 'user.role': 'operator', 'user.id': as.sub } },
      { name: 'createImport' },
      { name: 'retryDelivery', attributes: { deliveryId: '99AA00_2026-2027_1', problem: 'not-found' } },
      { name: 'getHealth' },
    ])
  })

  it('has what was tried in vain, and nothing that somebody typed', async () => {
    await api.request({ ...give, as: schoolUser('99BA00') })
    await api.request({ ...give, as: operator() })
    await api.request({ path: '/v1/imports/Kanarie Anna', as: operator() })
    await api.request({ path: '/v1/Kanarie', as: operator() })
    expect(api.audited()).toMatchObject([
      { name: 'saveConsent', attributes: { 'http.status': 404, problem: 'not-found', schoolId: '99AA00' } },
      { name: 'saveConsent', attributes: { 'http.status': 403, problem: 'forbidden' } },
      { name: 'getImport', attributes: { 'http.status': 404 } },
      { name: 'unknown', attributes: { 'http.status': 404 } },
    ])
    expect(JSON.stringify(api.audited())).not.toContain('Kanarie')
  })

  it('has no name and no text of anybody', async () => {
    await api.request({ ...give, as: { ...school, sub: 'u-17' } })
    const written = JSON.stringify(api.audited())
    expect(written).not.toContain(school.name)
    expect(written).not.toContain(terms().conduct.surveyedGroup)
  })

  it('has nothing of who is not known', async () => {
    await api.request({ path: paths.consent('99AA00') })
    await api.request({ path: '/v1/openapi.json' })
    expect(api.audited()).toEqual([])
  })
})

describe('the health of the service', () => {
  it('tells operators when it was last swept and what waits', async () => {
    const health = () => api.request({ path: '/v1/health', as: operator() })
    expect(await health()).toMatchObject({
      status: 200,
      body: {
        ...{ lastSweptAt: null, caughtUp: true },
        ...{ openEffects: 0, openDeliveries: 0, setAside: 0, mailSeconds: 0, deliverySeconds: 0 },
      },
    })
    await api.request(give)
    api.moveClockTo('2027-05-11T15:00:00+02:00')
    expect(await health()).toMatchObject({
      body: { openEffects: 1, mailSeconds: 57 * 60 },
    })
  })
})
