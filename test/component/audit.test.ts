import { beforeEach, describe, expect, it } from 'vitest'
import type { ApiWorld } from '../support/api/api-world.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, operator, schoolUser } from '../support/api/people.ts'
import { province, YEAR } from '../support/api/province.ts'
import { terms } from '../support/api/terms.ts'

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

let world: ApiWorld
beforeEach(async () => {
  world = await province()
})

describe('the audit log', () => {
  it('has who did what, of which school, when and with what result, in the fields of Logboek dataverwerkingen', async () => {
    await world.request(give)
    expect(world.audited()).toEqual([
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
    await world.request({ path: paths.report('99AA00', 'school'), as: boardUser('99001') })
    expect(world.audited()).toMatchObject([
      { name: 'getReport', attributes: { 'user.role': 'board', level: 'school', 'http.status': 200 } },
    ])
  })

  it('has all that an operator does', async () => {
    const as = operator()
    await world.request({ path: '/v1/deliveries', as })
    await world.request({ method: 'POST', path: '/v1/imports', as, body: { kind: 'pupils' } })
    await world.request({ method: 'POST', path: '/v1/deliveries/99AA00_2026-2027_1/attempts', as })
    await world.request({ path: '/v1/health', as })
    expect(world.audited()).toMatchObject([
      { name: 'listDeliveries', attributes: { 'user.role': 'operator', 'user.id': as.sub } },
      { name: 'createImport' },
      { name: 'retryDelivery', attributes: { deliveryId: '99AA00_2026-2027_1', problem: 'not-found' } },
      { name: 'getHealth' },
    ])
  })

  it('has what was tried in vain, and nothing that somebody typed', async () => {
    await world.request({ ...give, as: schoolUser('99BA00') })
    await world.request({ ...give, as: operator() })
    await world.request({ path: '/v1/imports/Kanarie Anna', as: operator() })
    await world.request({ path: '/v1/Kanarie', as: operator() })
    expect(world.audited()).toMatchObject([
      { name: 'saveConsent', attributes: { 'http.status': 404, problem: 'not-found', schoolId: '99AA00' } },
      { name: 'saveConsent', attributes: { 'http.status': 403, problem: 'forbidden' } },
      { name: 'getImport', attributes: { 'http.status': 404 } },
      { name: 'unknown', attributes: { 'http.status': 404 } },
    ])
    expect(JSON.stringify(world.audited())).not.toContain('Kanarie')
  })

  it('has no name and no text of anybody', async () => {
    await world.request({ ...give, as: { ...school, sub: 'u-17' } })
    const written = JSON.stringify(world.audited())
    expect(written).not.toContain(school.name)
    expect(written).not.toContain(terms().conduct.surveyedGroup)
  })

  it('has nothing of who is not known', async () => {
    await world.request({ path: paths.consent('99AA00') })
    await world.request({ path: '/v1/openapi.json' })
    expect(world.audited()).toEqual([])
  })

  it('is a condition: what cannot be written down is not answered, and a repeated save is the same save', async () => {
    world.failAudit({ before: Object.assign(new Error('slow down'), { name: 'ThrottlingException' }) })
    expect(await world.request(give)).toMatchObject({
      status: 503,
      body: { code: 'temporarily-unavailable' },
    })
    world.failAudit(undefined)
    expect(await world.request(give)).toMatchObject({ status: 201, body: { version: 1 } })
    expect(world.audited()).toMatchObject([{ name: 'saveConsent', attributes: { 'http.status': 201 } }])
  })
})

describe('the health of the service', () => {
  it('tells operators when it was last swept and what waits', async () => {
    const health = () => world.request({ path: '/v1/health', as: operator() })
    expect(await health()).toMatchObject({
      status: 200,
      body: {
        ...{ lastSweptAt: null, caughtUp: true },
        ...{ openEffects: 0, openDeliveries: 0, setAside: 0, mailSeconds: 0, deliverySeconds: 0 },
      },
    })
    await world.request(give)
    world.moveClockTo('2027-05-11T15:00:00+02:00')
    expect(await health()).toMatchObject({
      body: { openEffects: 1, mailSeconds: 57 * 60 },
    })
  })

  it('is for operators only', async () => {
    expect(await world.request({ path: '/v1/health', as: school })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    })
  })
})
