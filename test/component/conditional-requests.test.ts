import { beforeEach, describe, expect, it } from 'vitest'
import { apiFixture, schools, YEAR } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, operator, schoolUser } from '../support/api/people.ts'
import type { CallerRequest } from '../support/api/requests.ts'
import type { Problem } from '../support/api/shapes.ts'
import { results } from '../support/api/survey.ts'
import { terms } from '../support/api/terms.ts'
import type { TestApi } from '../support/api/test-api.ts'

const school = schoolUser('99AA00')
const report = paths.report('99AA00', 'education-type')
const mediaTypes = ['application/json', 'text/csv', 'application/pdf']

let api: TestApi
beforeEach(async () => {
  api = await apiFixture()
})

describe('the ETag of a report', () => {
  const read = (accept: string, more: Record<string, string> = {}, path = report) =>
    api.request({ path, as: school, headers: { accept, ...more } })
  const etagOf = async (accept: string, path = report) => (await read(accept, {}, path)).headers.etag ?? ''

  it('is another for each media type and level, and stays while what is shown stays', async () => {
    const before = await Promise.all([
      ...mediaTypes.map(type => etagOf(type)),
      ...mediaTypes.map(type => etagOf(type, paths.report('99AA00', 'school'))),
    ])
    expect(new Set(before).size).toBe(6)
    api.moveClockTo('2027-05-12T09:00:00+02:00')
    expect(await Promise.all(mediaTypes.map(type => etagOf(type)))).toEqual(before.slice(0, 3))
  })

  it('is weak where bytes differ from one time to the next, and strong where they do not', async () => {
    const etags = await Promise.all(mediaTypes.map(type => etagOf(type)))
    expect(etags).toEqual([
      expect.stringMatching(/^"[0-9a-f]{64}"$/),
      expect.stringMatching(/^"[0-9a-f]{64}"$/),
      expect.stringMatching(/^W\/"[0-9a-f]{64}"$/),
    ])
  })

  it('is another where results are', async () => {
    const before = await Promise.all(mediaTypes.map(type => etagOf(type)))
    await api.store.saveResults(schools.vo.schoolId, YEAR, results('LTO-VO', { HAVO: 13, IB: 4 }))
    for (const [index, type] of mediaTypes.entries()) expect(await etagOf(type)).not.toBe(before[index])
  })

  it('is another where the PDF says more of how the survey was held', async () => {
    const before = await Promise.all(mediaTypes.map(type => etagOf(type)))
    await api.save('99AA00', { body: terms({ conduct: { surveyedGroup: 'Alleen de bovenbouw.' } }) })
    const after = await Promise.all(mediaTypes.map(type => etagOf(type)))
    expect(after.map((etag, index) => etag === before[index])).toEqual([true, true, false])
  })

  it.each(mediaTypes)('is answered with 304 and no body by who has it as %s', async accept => {
    const etag = await etagOf(accept)
    const opaque = etag.replace('W/', '')
    for (const known of [etag, opaque, `W/${opaque}`, `"a", ${etag}`, `"a",W/${opaque} , "b"`, '*']) {
      const answer = await read(accept, { 'if-none-match': known })
      expect({ status: answer.status, text: answer.text }, known).toEqual({ status: 304, text: '' })
      expect(answer.headers).toMatchObject({ etag, vary: 'Accept', 'api-version': '1.0.0' })
      expect(answer.headers['content-type']).toBeUndefined()
    }
    const path = { path: report, as: school, method: 'HEAD' }
    expect((await api.request({ ...path, headers: { accept, 'if-none-match': etag } })).status).toBe(304)
  })

  it.each(['', '"a"', 'W/"a"', 'a', '"', '*, "a"', '"*"', `"${'9'.repeat(309)}"`])(
    'does not matter to who has another: %s',
    async known => {
      expect((await read('application/json', { 'if-none-match': known })).status).toBe(200)
    },
  )

  it('is of one media type: who has the JSON gets the CSV', async () => {
    const etag = await etagOf('application/json')
    expect((await read('text/csv', { 'if-none-match': etag })).status).toBe(200)
  })

  it('is asked for after reach and media type', async () => {
    const known = { 'if-none-match': '*' }
    expect((await read('text/html', known)).status).toBe(406)
    expect((await read('*/*', known, paths.report('99BA00', 'school'))).status).toBe(404)
    expect((await read('*/*', known, paths.report('99AD00', 'school'))).status).toBe(404)
  })
})

interface Replaced {
  path: string
  as: CallerRequest['as']
  one: unknown
  other: unknown
}

const replaceable: Readonly<Record<string, Replaced>> = {
  administrators: {
    path: '/v1/boards/99001/administrators',
    as: boardUser('99001'),
    one: { items: [{ name: 'Ria de Wit', email: 'ria@99001.example' }], reminders: false },
    other: { items: [{ name: 'Piet Zwart', email: 'piet@99001.example' }], reminders: true },
  },
  'administrators of a board that had none': {
    path: '/v1/boards/99003/administrators',
    as: boardUser('99003'),
    one: { items: [{ name: 'Ria de Wit', email: 'ria@99003.example' }], reminders: false },
    other: { items: [{ name: 'Piet Zwart', email: 'piet@99003.example' }], reminders: true },
  },
  calendar: {
    path: '/v1/school-years/2026-2027',
    as: operator(),
    one: { deliveryWindows: [{ fromDate: '2027-06-01', untilDate: '2027-06-01', eligibility: 'all' }] },
    other: { deliveryWindows: [] },
  },
  'calendar of a year that had none': {
    path: '/v1/school-years/2030-2031',
    as: operator(),
    one: { deliveryWindows: [{ fromDate: '2031-06-01', untilDate: '2031-06-01', eligibility: 'all' }] },
    other: { deliveryWindows: [{ fromDate: '2031-07-01', untilDate: '2031-07-01', eligibility: 'all' }] },
  },
}

describe.each(Object.entries(replaceable))('the ETag of the %s', (_, { path, as, one, other }) => {
  const get = () => api.request({ path, as: as! })
  const put = (body: unknown, headers: Record<string, string> = {}) =>
    api.request<Problem>({ method: 'PUT', path, as: as!, body, headers })

  it('is of what is shown: the same again is the same ETag', async () => {
    const { etag: first } = (await get()).headers
    const saved = await put(one)
    expect(saved.headers.etag).not.toBe(first)
    expect((await get()).headers.etag).toBe(saved.headers.etag)
    await put(other)
    expect((await get()).headers.etag).not.toBe(saved.headers.etag)
    expect((await put(one)).headers.etag).toBe(saved.headers.etag)
  })

  it('lets who read it replace it, and refuses who read another', async () => {
    const { etag = '' } = (await get()).headers
    const saved = await put(one, { 'if-match': etag })
    expect(saved.status).toBe(200)
    const late = await put(other, { 'if-match': etag })
    expect({ status: late.status, code: late.body.code }).toEqual({ status: 412, code: 'version-mismatch' })
    expect(late.text).not.toContain('toestemming')
    expect((await get()).body).toEqual(one)
    expect((await put(other, { 'if-match': saved.headers.etag ?? '' })).status).toBe(200)
  })

  it('lets one of two who replace it at once', async () => {
    const { etag = '' } = (await get()).headers
    const answers = await Promise.all([one, other].map(body => put(body, { 'if-match': etag })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    const winner = answers.find(({ status }) => status === 200)
    expect((await get()).text).toBe(winner?.text)
  })

  it('is not asked for', async () => {
    expect((await put(one)).status).toBe(200)
    expect((await put(other)).status).toBe(200)
  })

  it.each(['*', 'W/"a"', '"a", "b"', 'a', '', '"a'])('is one strong one: %j is refused', async ifMatch => {
    const { status, body } = await put(one, { 'if-match': ifMatch })
    expect({ status, code: body.code }).toEqual({ status: 428, code: 'version-required' })
  })

  it('is the only precondition, and judged after the body', async () => {
    const { etag = '' } = (await get()).headers
    expect((await put(one, { 'if-none-match': '*' })).status).toBe(428)
    expect((await put(one, { 'if-none-match': '"a"', 'if-match': etag })).status).toBe(428)
    expect((await put({}, { 'if-match': '*' })).status).toBe(400)
    expect((await put(one, { 'if-match': `"${'9'.repeat(309)}"` })).status).toBe(412)
  })
})
