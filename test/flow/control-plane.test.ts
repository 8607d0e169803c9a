import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalService, localService } from '../support/api/local-service.ts'
import * as paths from '../support/api/paths.ts'
import type { Items, Monitoring } from '../support/api/shapes.ts'
import { terms } from '../support/api/terms.ts'

let service: LocalService
beforeAll(async () => {
  service = await localService()
})
afterAll(() => service.stop())

const statusOf = async (method: string, path: string, body?: unknown) =>
  (await service.send({ method, path: `/_local/${path}`, ...(body === undefined ? {} : { body }) })).status

const claimsIn = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

describe('the demo data', () => {
  interface Overview {
    schoolId: string
    schoolName: string
    status: string
  }
  const overviewOf = async (board: string) => {
    const bestuur = await service.caller({ role: 'board', name: 'Bertus', board })
    return (await bestuur.get<Items<Overview>>(`/v1/boards/${board}/monitorings?schoolYear=2026-2027`)).items
  }

  it('has a board of four schools and a board of one, all with results', async () => {
    const [four, one] = [await overviewOf('99001'), await overviewOf('99002')]
    expect([four.length, one.length]).toEqual([4, 1])
    expect(new Set([...four, ...one].map(({ status }) => status))).toEqual(new Set(['awaiting-consent']))
  })

  it('has a VO school with a type of four, a ProZO! school, a school of four, and a PO school', async () => {
    const beheer = await service.caller({ role: 'operator', name: 'Olga' })
    const schools = [...(await overviewOf('99001')), ...(await overviewOf('99002'))]
    const found = await Promise.all(
      schools.map(async ({ schoolId }) => {
        const { results, levels } = await beheer.monitoring(schoolId)
        const [school, type] = levels
        return {
          school: school?.allowed ? school.withheld : undefined,
          types: type?.withheld,
          respondents: results[0]?.respondents,
          questionnaire: results.map(({ questionnaire }) => questionnaire).join(' '),
          schoolId,
        }
      }),
    )
    const vo = found.filter(one => one.questionnaire === 'LTO-VO')
    expect(
      vo.some(
        ({ school, types, respondents }) =>
          school?.length === 0 && types?.length === 1 && (respondents ?? 0) > 20,
      ),
    ).toBe(true)
    expect(
      vo.some(({ school, respondents }) => school?.[0]?.educationType === null && respondents === null),
    ).toBe(true)
    expect(
      found.filter(({ questionnaire, school }) => questionnaire === 'PROZO' && school === undefined),
    ).toHaveLength(1)
    expect(found.filter(({ questionnaire }) => questionnaire === 'LTO-PO')).toHaveLength(1)
  })

  it('has a school with two questionnaires in one year, in one report at either level', async () => {
    const school = await service.caller({ role: 'school', name: 'Nel', schools: ['99AD00'] })
    const { results, levels } = await school.monitoring('99AD00')
    expect(results.map(({ questionnaire }) => questionnaire)).toEqual(['LTO-VO', 'PROZO'])
    expect(levels).toMatchObject([
      { allowed: true, withheld: [] },
      { allowed: true, withheld: [] },
    ])
  })

  it('has two delivery dates', async () => {
    const school = await service.caller({ role: 'school', name: 'Annelies', schools: ['99AA00'] })
    expect(await school.get('/v1/school-years/2026-2027')).toEqual({
      deliveryWindows: ['2027-06-01', '2027-07-01'].map(date => ({
        fromDate: date,
        untilDate: date,
        eligibility: 'all',
      })),
    })
  })

  it('has sent no mail and delivered nothing', async () => {
    expect(await service.mails()).toEqual([])
    expect(await service.received()).toEqual([])
  })
})

describe('tokens', () => {
  const enter = async (claims: Readonly<Record<string, unknown>>) => {
    const token = await service.tokenOf({ role: 'school', name: 'Annelies', schools: ['99AA00'], ...claims })
    return (
      await service.send({ path: paths.monitoring('99AA00'), headers: { authorization: `Bearer ${token}` } })
    ).status
  }

  it('are given to whoever asks, and live ten years where not told', async () => {
    const token = await service.tokenOf({ role: 'school', name: 'Annelies', schools: ['99AA00'] })
    const claims = claimsIn(token)
    expect(claims).toMatchObject({
      role: 'school',
      name: 'Annelies',
      schools: ['99AA00'],
      sub: expect.any(String),
      scope: expect.stringContaining('monitoring'),
    })
    expect(Number(claims.exp)).toBeGreaterThanOrEqual(Date.parse('2037-05-01T00:00:00Z') / 1000)
    expect(await enter({})).toBe(200)
  })

  it('have a sub that follows from the name', async () => {
    const subOf = async (name: string) => claimsIn(await service.tokenOf({ role: 'operator', name })).sub
    expect(await subOf('Annelies')).toBe(await subOf('Annelies'))
    expect(await subOf('Annelies')).not.toBe(await subOf('Bertus'))
    // A token asks for no more than 255 characters, whatever the name.
    expect(String(await subOf('x'.repeat(5000))).length).toBeLessThan(255)
    expect(claimsIn(await service.tokenOf({ role: 'operator', name: 'Olga', sub: 'u-1' })).sub).toBe('u-1')
  })

  it('hold or do not hold by the claims that replace the defaults', async () => {
    expect(await enter({ exp: Date.parse('2027-05-11T12:03:00Z') / 1000 - 30 })).toBe(401)
    for (const claims of [{ scope: 'openid' }, { aud: 'other' }, { iss: 'https://idp.example' }])
      expect(await enter(claims)).toBe(401)
    expect(await enter({ schools: ['99AB00'] })).toBe(404)
    expect(await enter({ role: 'board', schools: undefined, board: '99001' })).toBe(200)
  })

  it('are refused without a role or a name', async () => {
    expect(await statusOf('POST', 'tokens', { name: 'x' })).toBe(400)
    expect(await statusOf('POST', 'tokens', { role: 'school' })).toBe(400)
    expect(await statusOf('POST', 'tokens', 'nothing')).toBe(400)
  })
})

describe('the clock', () => {
  it('stands still, and answers in UTC', async () => {
    expect(await service.now()).toBe('2027-05-11T12:03:00.000Z')
    expect(await service.now()).toBe('2027-05-11T12:03:00.000Z')
  })

  it('moves forward in any time zone, and never back', async () => {
    expect(await service.moveClockTo('2027-05-11T14:03:00+02:00')).toEqual({
      now: '2027-05-11T12:03:00.000Z',
    })
    expect(await statusOf('PUT', 'clock', { now: '2027-05-11T14:02:59.999+02:00' })).toBe(400)
    expect(await statusOf('PUT', 'clock', { now: '2027-05-11T12:02:00Z' })).toBe(400)
    expect(await service.now()).toBe('2027-05-11T12:03:00.000Z')
    expect(await service.moveClockTo('2027-05-11T08:03:00.001-04:00')).toEqual({
      now: '2027-05-11T12:03:00.001Z',
    })
    expect(await service.now()).toBe('2027-05-11T12:03:00.001Z')
  })

  it.each([
    {},
    { now: 'tomorrow' },
    { now: '2027-05-12T00:00:00' },
    { now: '2027-05-12' },
    { now: 5 },
    { now: null },
    [],
    null,
  ])('does not move to %j', async body => {
    const before = await service.now()
    expect(await statusOf('PUT', 'clock', body)).toBe(400)
    expect(await service.now()).toBe(before)
  })
})

describe('orders of faults', () => {
  it.each(['throttle', 'error', 'lost-response', 'rejected', 'bounced'])(
    'are taken for mails: %s',
    async kind => {
      expect(await statusOf('PUT', 'mails/faults', { faults: [{ kind }, { kind }] })).toBe(200)
      expect(await statusOf('PUT', 'mails/faults', { faults: [] })).toBe(200)
    },
  )

  it.each([
    { kind: 'status', status: 503, retryAfterSeconds: 60 },
    { kind: 'status', status: 422 },
    { kind: 'timeout' },
    { kind: 'connection-error' },
    { kind: 'lost-response' },
  ])('are taken for the inspectorate: %j', async fault => {
    expect(await statusOf('PUT', 'inspectorate/faults', { faults: [fault] })).toBe(200)
    expect(await statusOf('PUT', 'inspectorate/faults', { faults: [] })).toBe(200)
  })

  it.each(['mails', 'inspectorate'])('of %s may be 20,000 long, and must be known', async what => {
    const many = (count: number) => ({ faults: Array(count).fill({ kind: 'lost-response' }) })
    expect(await statusOf('PUT', `${what}/faults`, many(20_000))).toBe(200)
    expect(await statusOf('PUT', `${what}/faults`, many(0))).toBe(200)
    for (const faults of [undefined, null, 'x', [{}], [{ kind: 'fire' }], ['throttle']])
      expect(await statusOf('PUT', `${what}/faults`, { faults })).toBe(400)
  })

  it('replace the ones before, and end with an empty list', async () => {
    const school = await service.caller({ role: 'school', name: 'Annelies', schools: ['99AA00'] })
    await service.orderMailFaults('rejected', 'rejected', 'rejected')
    await service.orderMailFaults('rejected')
    expect((await school.give('99AA00', terms())).status).toBe(201)
    expect(await service.mails()).toEqual([])
    await school.change('99AA00', 1, terms())
    expect(await service.mails()).toHaveLength(1)
    await service.orderMailFaults('rejected')
    await service.orderMailFaults()
    await school.change('99AA00', 2, terms())
    expect(await service.mails()).toHaveLength(2)
  })
})

describe('the control plane', () => {
  it('shows each mail and each delivery with nothing but what is told of them', async () => {
    const school = await service.caller({ role: 'school', name: 'Pieter', schools: ['99BA00'] })
    await school.give('99BA00', terms())
    await service.moveClockTo('2027-07-01T12:00:00+02:00')
    const namesIn = (items: readonly object[]) => [
      ...new Set(items.map(item => Object.keys(item).sort().join())),
    ]
    expect(namesIn(await service.mails())).toEqual(['html,sentAt,subject,text,to'])
    expect(namesIn(await service.received())).toEqual([
      'headers,idempotencyKey,payload,receiptId,receivedAt,signatureValid',
    ])
  })

  it('says when nothing is under way', async () => {
    expect(await statusOf('GET', 'idle')).toBe(200)
  })

  it('has no other paths', async () => {
    expect(await statusOf('GET', 'secrets')).toBe(404)
    expect(await statusOf('GET', 'tokens')).toBe(404)
  })

  it('listens to this machine only', async () => {
    const { port } = new URL(service.baseUrl)
    const others = Object.values(networkInterfaces()).flatMap(all =>
      (all ?? []).filter(one => one.family === 'IPv4' && !one.internal),
    )
    for (const { address } of others)
      await expect(fetch(`http://${address}:${port}/_local/idle`)).rejects.toThrow()
    expect(new URL(service.baseUrl).hostname).toBe('127.0.0.1')
  })

  it('leaves the answers of the API as they are on AWS', async () => {
    const school = await service.caller({ role: 'school', name: 'Annelies', schools: ['99AA00'] })
    for (const [method, status] of [
      ['OPTIONS', 405],
      ['PATCH', 405],
    ] as const) {
      const answer = await service.send({
        method,
        path: paths.monitoring('99AA00'),
        headers: { authorization: `Bearer ${await service.tokenOf({ role: 'operator', name: 'Olga' })}` },
      })
      expect({ status: answer.status, allow: answer.headers.allow }).toEqual({ status, allow: 'GET, HEAD' })
    }
    expect((await school.request({ path: `${paths.monitoring('99AA00')}/` })).status).toBe(404)
    expect((await school.request({ path: '/v1' })).status).toBe(404)
  })
})

describe('an environment that starts empty, in winter', () => {
  let empty: LocalService
  beforeAll(async () => {
    empty = await localService({ seed: 'empty', clock: '2026-12-31T23:59:59.999+01:00' })
  })
  afterAll(() => empty.stop())

  it('has no schools and no calendar, at the time it was told', async () => {
    expect(await empty.now()).toBe('2026-12-31T22:59:59.999Z')
    const beheer = await empty.caller({ role: 'operator', name: 'Olga' })
    expect((await beheer.request({ path: paths.monitoring('99AA00') })).status).toBe(404)
    expect((await beheer.request({ path: '/v1/boards/99001/administrators' })).status).toBe(404)
    expect(await beheer.get('/v1/school-years/2026-2027')).toEqual({ deliveryWindows: [] })
    expect(await beheer.get<Items<Monitoring>>('/v1/deliveries')).toEqual({ items: [], nextCursor: null })
  })
})
