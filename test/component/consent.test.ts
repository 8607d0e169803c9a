import { beforeEach, describe, expect, it } from 'vitest'
import { type Answer, faultsOf } from '../support/api/answer.ts'
import { apiFixture, deliverNow, failNow, happen, schools, YEAR } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, schoolUser } from '../support/api/people.ts'
import type { Consent, Event, Items, Monitoring, Refusal, Terms } from '../support/api/shapes.ts'
import { results } from '../support/api/survey.ts'
import { terms } from '../support/api/terms.ts'
import type { TestApi } from '../support/api/test-api.ts'
import { window } from '../support/builders.ts'

let api: TestApi
beforeEach(async () => {
  api = await apiFixture()
})

const school = schoolUser('99AA00', 'Annelies de Jong')
const board = boardUser('99001', 'Bertus Bakker')
const path = paths.consent('99AA00')
const create = { 'if-none-match': '*' }
const from = (version: number) => ({ 'if-match': `"${version}"` })

type Headers = Record<string, string>

const put = (body: unknown, headers: Headers, as = school, at = path) =>
  api.request<Consent & Refusal>({ method: 'PUT', path: at, as, body, headers })
const withdraw = (headers: Headers, as = school) =>
  api.request<Consent & Refusal>({ method: 'DELETE', path, as, headers })
const current = () => api.request<Consent>({ path, as: school })

const codeOf = ({ status, body }: Answer<unknown>) => `${status} ${(body as { code?: string }).code}`
const eventTypes = async () => {
  const { body } = await api.request<Items<Event>>({ path: paths.events('99AA00'), as: school })
  return body.items.map(({ type }) => type)
}

describe('giving consent', () => {
  it('answers 201 with the consent as it is stored, and its version as a strong ETag', async () => {
    const { status, headers, body } = await put(terms(), create)
    expect(status).toBe(201)
    expect(headers.etag).toBe('"1"')
    expect(body).toEqual({
      ...terms(),
      schoolId: '99AA00',
      schoolYear: '2026-2027',
      boardId: '99001',
      status: 'given',
      version: 1,
      givenBy: { name: 'Annelies de Jong', role: 'school' },
      givenAt: '2027-05-11T12:03:00.000Z',
      changedBy: null,
      changedAt: null,
      withdrawnBy: null,
      withdrawnAt: null,
      editable: true,
      editableUntil: '2027-06-30T22:00:00.000Z',
      reportDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      statement: expect.any(String),
      notification: { status: 'pending', sentAt: null },
    })
    expect(await current()).toMatchObject({ status: 200, headers: { etag: '"1"' }, body })
  })

  it('states in Dutch who saved, when, for which year, at which level and for which date', async () => {
    const { body } = await put(terms({ level: 'school' }), create)
    for (const words of [
      'Annelies de Jong',
      '11 mei 2027',
      '14:03',
      '2026-2027',
      'schoolniveau',
      '1 juli 2027',
    ])
      expect(body.statement).toContain(words)
    expect(body.statement).not.toContain('onderwijssoortniveau')
    api.moveClockTo('2027-06-02T09:05:00+02:00')
    const { statement } = (await put(terms({ deliveryDate: '2027-06-29' }), from(1), board)).body
    for (const words of ['Bertus Bakker', '2 juni 2027', '09:05', 'onderwijssoortniveau', '29 juni 2027'])
      expect(statement).toContain(words)
  })

  it('is refused where a consent exists, also one that was withdrawn', async () => {
    await put(terms(), create)
    expect(codeOf(await put(terms(), create, board))).toBe('412 version-mismatch')
    await withdraw(from(1))
    expect(codeOf(await put(terms(), create))).toBe('412 version-mismatch')
  })

  it('needs no results that are worth delivering', async () => {
    const as = schoolUser('99AC00')
    expect((await put(terms({ level: 'school' }), create, as, paths.consent('99AC00'))).status).toBe(201)
  })
})

describe('the precondition of a save', () => {
  const none: readonly Headers[] = [
    {},
    { 'if-match': '*' },
    { 'if-match': '1' },
    { 'if-match': 'W/"1"' },
    { 'if-match': '"1", "2"' },
    { 'if-match': '"1","1"' },
    { 'if-match': '' },
    { 'if-match': '"1' },
    { 'if-match': "'1'" },
    { 'if-match': '"1" ' + '"2"' },
    { 'if-none-match': '"1"' },
    { 'if-none-match': '"*"' },
    { 'if-none-match': '' },
    { 'if-none-match': '*, *' },
  ]
  it.each(none)('is required in the one form it has: %j', async headers => {
    await put(terms(), create)
    expect(codeOf(await put(terms(), headers))).toBe('428 version-required')
    expect(codeOf(await withdraw(headers))).toBe('428 version-required')
    expect(await eventTypes()).toEqual(['given'])
  })

  it.each([
    '"0"',
    '"2"',
    '"01"',
    '"1.0"',
    '"-1"',
    '"1e0"',
    '"abc"',
    '""',
    '"9007199254740993"',
    `"${'9'.repeat(309)}"`,
  ])('names a version that is not the newest: %s', async tag => {
    await put(terms(), create)
    expect(codeOf(await put(terms({ level: 'school' }), { 'if-match': tag }))).toBe('412 version-mismatch')
    expect(codeOf(await withdraw({ 'if-match': tag }))).toBe('412 version-mismatch')
  })

  it('holds for no consent at all only with If-None-Match', async () => {
    expect(codeOf(await put(terms(), from(1)))).toBe('412 version-mismatch')
    expect(codeOf(await put(terms(), {}))).toBe('428 version-required')
    expect(codeOf(await withdraw({}))).toBe('404 consent-not-found')
    expect(codeOf(await withdraw(from(1)))).toBe('404 consent-not-found')
  })

  it('may have spaces around it', async () => {
    await put(terms(), { 'if-none-match': ' * ' })
    expect((await put(terms({ level: 'school' }), { 'if-match': ' "1" ' })).status).toBe(200)
  })
})

describe('changing and withdrawing', () => {
  it('goes up by one version each time, and tells who did it and when', async () => {
    await put(terms(), create)
    api.moveClockTo('2027-05-12T09:00:00+02:00')
    const changed = await put(terms({ level: 'school' }), from(1), board)
    expect(changed).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: {
        version: 2,
        level: 'school',
        givenBy: { name: 'Annelies de Jong', role: 'school' },
        givenAt: '2027-05-11T12:03:00.000Z',
        changedBy: { name: 'Bertus Bakker', role: 'board' },
        changedAt: '2027-05-12T07:00:00.000Z',
      },
    })
    api.moveClockTo('2027-05-13T09:00:00+02:00')
    const withdrawn = await withdraw(from(2))
    expect(withdrawn).toMatchObject({
      status: 200,
      headers: { etag: '"3"' },
      body: {
        version: 3,
        status: 'withdrawn',
        level: 'school',
        withdrawnBy: { name: 'Annelies de Jong', role: 'school' },
        withdrawnAt: '2027-05-13T07:00:00.000Z',
      },
    })
    api.moveClockTo('2027-05-14T09:00:00+02:00')
    const again = await put(terms(), from(3), board)
    expect(again).toMatchObject({
      status: 200,
      headers: { etag: '"4"' },
      body: {
        version: 4,
        status: 'given',
        givenBy: { name: 'Bertus Bakker', role: 'board' },
        givenAt: '2027-05-14T07:00:00.000Z',
        changedBy: null,
        withdrawnBy: null,
        withdrawnAt: null,
      },
    })
    expect(await eventTypes()).toEqual(['given', 'changed', 'withdrawn', 'given'])
  })

  it('takes a save that changes nothing for a save', async () => {
    await put(terms(), create)
    expect(await put(terms(), from(1))).toMatchObject({ status: 200, body: { version: 2 } })
    expect(await put(terms(), from(2))).toMatchObject({ status: 200, body: { version: 3 } })
  })

  it('cannot withdraw twice', async () => {
    await put(terms(), create)
    await withdraw(from(1))
    expect(codeOf(await withdraw(from(2)))).toBe('409 consent-withdrawn')
    api.moveClockTo('2027-08-01T00:00:00+02:00')
    expect(codeOf(await withdraw(from(2)))).toBe('409 consent-withdrawn')
  })

  it('leaves nothing behind of a reason that no longer applies', async () => {
    await put(terms(), create)
    const { notAnonymousReason: _, ...conduct } = terms().conduct
    const body = { ...terms(), conduct: { ...conduct, anonymous: true } }
    expect((await put(body, from(1))).body.conduct).toEqual({ ...conduct, anonymous: true })
    expect((await current()).text).not.toContain('notAnonymousReason')
    const { text } = await api.request({ path: paths.monitoring('99AA00'), as: school })
    expect(text).not.toContain('notAnonymousReason')
  })
})

describe('a request that is repeated', () => {
  const same = (one: Answer<Consent>, other: Answer<Consent>) => {
    const { notification: _, ...body } = one.body
    expect(other.status).toBe(one.status)
    expect(other.headers).toEqual(one.headers)
    expect(other.body).toMatchObject(body)
  }
  const late = '2027-07-01T12:00:00+02:00'

  it('to give gets the same answer, and makes nothing new', async () => {
    const first = await put(terms(), create)
    api.moveClockTo('2027-05-12T00:00:00+02:00')
    same(first, await put(terms(), create))
    api.moveClockTo(late)
    same(first, await put(terms(), create))
    expect(await eventTypes()).toEqual(['given'])
  })

  it('is the same where null stands for what is left out', async () => {
    const { notAnonymousReason: _, ...rest } = terms().conduct
    const conduct = { ...rest, anonymous: true }
    const first = await put({ ...terms(), conduct: { ...conduct, notAnonymousReason: null } }, create)
    same(first, await put({ ...terms(), conduct }, create))
    expect(await eventTypes()).toEqual(['given'])
  })

  it('is known by what was sent, not by how it was written, nor by the name of the sender', async () => {
    const first = await put(terms(), create)
    const { conduct, ...rest } = terms()
    const backwards = Object.fromEntries(Object.entries(rest).reverse())
    const reversed = `  ${JSON.stringify({ conduct, ...backwards }, null, 2)}`
    same(first, await put(reversed, create, { ...school, name: 'Annelies Jansen' }))
  })

  it('is refused as before where it was refused', async () => {
    const refused = await put(terms({ deliveryDate: '2027-08-15' }), create)
    expect(codeOf(refused)).toBe('400 invalid-request')
    expect((await put(terms({ deliveryDate: '2027-08-15' }), create)).text).toBe(refused.text)
  })
})

describe('the delivery date', () => {
  const dated = (deliveryDate: string, more: Partial<Terms> = {}) => ({ ...terms({ deliveryDate }), ...more })

  it.each(['2027-06-01', '2027-06-28', '2027-06-30', '2027-07-02', '2027-09-01'])(
    'can be %s: a day of a window',
    async date => {
      expect((await put(dated(date), create)).status).toBe(201)
    },
  )

  it.each(['2027-05-31', '2027-06-02', '2027-06-27', '2027-07-03', '2027-08-31', '2028-06-01', '9999-12-31'])(
    'cannot be %s: no window has it',
    async date => {
      expect(faultsOf(await put(dated(date), create))).toEqual(['/deliveryDate date-not-offered'])
    },
  )

  it.each(['2027-05-11', '2027-05-10', '2000-01-01', '0001-01-01'])(
    'cannot be %s: it is not after today',
    async date => {
      await api.calendar.save(YEAR, [window('2000-01-01', '2030-01-01')])
      expect(faultsOf(await put(dated(date), create))).toEqual(['/deliveryDate date-too-early'])
    },
  )

  it('can be tomorrow until midnight in Amsterdam, summer and winter', async () => {
    await api.calendar.save(YEAR, [window('2026-01-01', '2030-01-01')])
    const attempt = async (moment: string, date: string) => {
      api.moveClockTo(moment)
      return (await put(dated(date), create)).status
    }
    expect(await attempt('2027-06-15T21:59:59.999Z', '2027-06-15')).toBe(400)
    expect(await attempt('2027-06-15T22:00:00.000Z', '2027-06-16')).toBe(400)
    expect(await attempt('2026-12-15T22:59:59.999Z', '2026-12-15')).toBe(400)
    expect(await attempt('2026-12-15T23:00:00.000Z', '2026-12-16')).toBe(400)
    expect(await attempt('2026-12-15T22:59:59.999Z', '2026-12-16')).toBe(201)
  })

  it('is told together with a level that the results do not have', async () => {
    const as = schoolUser('99AB00')
    const faulty = await put(dated('2027-08-15', { level: 'school' }), create, as, paths.consent('99AB00'))
    expect(codeOf(faulty)).toBe('400 invalid-request')
    expect(faultsOf(faulty)).toEqual(['/deliveryDate date-not-offered', '/level level-not-allowed'])
    const tooEarly = await put(dated('2027-05-11', { level: 'school' }), create, as, paths.consent('99AB00'))
    expect(faultsOf(tooEarly)).toEqual(['/deliveryDate date-too-early', '/level level-not-allowed'])
  })

  it('may stay what it is where its window is gone, and may not come back to it', async () => {
    await put(dated('2027-07-01'), create)
    await api.calendar.save(YEAR, [window('2027-06-01')])
    expect((await put(dated('2027-07-01', { level: 'school' }), from(1))).status).toBe(200)
    expect(faultsOf(await put(dated('2027-06-30'), from(2)))).toEqual(['/deliveryDate date-not-offered'])
    await withdraw(from(2))
    expect(faultsOf(await put(dated('2027-07-01'), from(3)))).toEqual(['/deliveryDate date-not-offered'])
    expect((await put(dated('2027-06-01'), from(3))).status).toBe(200)
  })

  it('can be in any year, and in a window beside or over another', async () => {
    await api.calendar.save(YEAR, [
      window('2029-01-01', '2029-01-31'),
      window('2029-01-15', '2029-02-15', 'not-delivered'),
    ])
    expect((await put(dated('2029-02-15'), create)).status).toBe(201)
  })
})

describe('the deadline', () => {
  it('is that of the date in force, not of the one asked for', async () => {
    await put(terms({ deliveryDate: '2027-06-01' }), create)
    api.moveClockTo('2027-06-01T00:00:00+02:00')
    expect(codeOf(await put(terms({ deliveryDate: '2027-07-01' }), from(1)))).toBe('409 consent-locked')
  })

  it('does not bind a consent that was withdrawn', async () => {
    await put(terms({ deliveryDate: '2027-06-01' }), create)
    await withdraw(from(1))
    api.moveClockTo('2027-06-15T00:00:00+02:00')
    expect((await put(terms(), from(2))).status).toBe(200)
  })
})

describe('after the delivery', () => {
  const onTheDate = async () => {
    await put(terms(), create)
    api.moveClockTo('2027-07-01T07:44:00+02:00')
  }

  it('stays closed for ever', async () => {
    await onTheDate()
    await deliverNow(api, schools.vo)
    api.moveClockTo('2027-08-01T12:00:00+02:00')
    expect(codeOf(await put(terms({ deliveryDate: '2027-09-01' }), from(3)))).toBe('409 already-delivered')
    expect(codeOf(await withdraw(from(3)))).toBe('409 already-delivered')
    expect((await current()).body).toMatchObject({ status: 'given', version: 3, editable: false })
  })

  describe.each(['nothing-to-deliver', 'failed'])('that ended in %s', ending => {
    let version: number
    beforeEach(async () => {
      await onTheDate()
      if (ending === 'failed') {
        await failNow(api, schools.vo)
      } else await happen(api, schools.vo, { type: 'nothing-to-deliver' })
      version = (await current()).body.version
    })

    it('can be given again for a later date', async () => {
      const early = await put(terms({ deliveryDate: '2027-07-01' }), from(version))
      expect(faultsOf(early)).toEqual(['/deliveryDate date-too-early'])
      expect(await put(terms({ deliveryDate: '2027-07-02' }), from(version))).toMatchObject({
        status: 200,
        body: { status: 'given', version: version + 1, editable: true, givenAt: '2027-07-01T05:44:00.000Z' },
      })
      expect((await withdraw(from(version + 1))).body.status).toBe('withdrawn')
    })

    it('can be withdrawn as it is', async () => {
      expect((await withdraw(from(version))).body.status).toBe('withdrawn')
      const { body } = await api.request<Monitoring>({ path: paths.monitoring('99AA00'), as: school })
      expect(body).toMatchObject({ status: 'consent-withdrawn', delivery: null })
    })
  })
})

describe('results that come after the consent', () => {
  it('take a level away without taking the consent away', async () => {
    await put(terms({ level: 'school' }), create)
    const { schoolId } = schools.vo
    await api.store.saveResults(schoolId, YEAR, results('PROZO', { PRO: 12 }))
    const [ofWholeSchool] = (await api.store.read(schoolId, YEAR)).results
    await api.store.takeBackResults(schoolId, YEAR, ofWholeSchool!, api.clock())
    await happen(api, schools.vo, { type: 'results-changed', reportDigest: null })
    expect((await current()).body).toMatchObject({
      version: 2,
      level: 'school',
      status: 'given',
      reportDigest: null,
      editable: true,
    })
    expect(faultsOf(await put(terms({ level: 'school' }), from(2)))).toEqual(['/level level-not-allowed'])
    expect((await put(terms({ level: 'education-type' }), from(2))).body.reportDigest).toMatch(
      /^[0-9a-f]{64}$/,
    )
  })

  it('make a version of which the last save is still told', async () => {
    const { body: saved } = await put(terms(), create)
    await happen(api, schools.vo, { type: 'results-changed', reportDigest: 'f'.repeat(64) })
    const now = await current()
    expect(now.headers.etag).toBe('"2"')
    expect(now.body).toMatchObject({
      version: 2,
      statement: saved.statement,
      givenBy: saved.givenBy,
      changedBy: null,
      changedAt: null,
      reportDigest: 'f'.repeat(64),
    })
    expect(codeOf(await put(terms(), create))).toBe('412 version-mismatch')
    expect((await put(terms(), from(2))).body.version).toBe(3)
  })
})
