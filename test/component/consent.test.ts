import { beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../support/api/answer.ts'
import { apiFixture, YEAR } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, schoolUser } from '../support/api/people.ts'
import type { Consent, Event, Items, Refusal } from '../support/api/shapes.ts'
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
    expect(body).toMatchObject({
      ...terms(),
      status: 'given',
      version: 1,
      givenBy: { name: 'Annelies de Jong', role: 'school' },
      givenAt: '2027-05-11T12:03:00.000Z',
    })
    expect(await current()).toMatchObject({ status: 200, headers: { etag: '"1"' }, body })
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

  it('may have spaces around it', async () => {
    await put(terms(), { 'if-none-match': ' * ' })
    expect((await put(terms({ level: 'school' }), { 'if-match': ' "1" ' })).status).toBe(200)
  })
})

describe('changing and withdrawing', () => {
  it('goes up by one version each time, and tells who did it', async () => {
    await put(terms(), create)
    expect(await put(terms({ level: 'school' }), from(1), board)).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { version: 2, level: 'school', changedBy: { name: 'Bertus Bakker', role: 'board' } },
    })
    expect(await withdraw(from(2))).toMatchObject({
      status: 200,
      headers: { etag: '"3"' },
      body: { version: 3, status: 'withdrawn', withdrawnBy: { name: 'Annelies de Jong', role: 'school' } },
    })
    expect(await put(terms(), from(3), board)).toMatchObject({
      status: 200,
      headers: { etag: '"4"' },
      body: { version: 4, status: 'given', givenBy: { name: 'Bertus Bakker' }, withdrawnBy: null },
    })
    expect(await eventTypes()).toEqual(['given', 'changed', 'withdrawn', 'given'])
  })

  it('cannot withdraw twice', async () => {
    await put(terms(), create)
    await withdraw(from(1))
    expect(codeOf(await withdraw(from(2)))).toBe('409 consent-withdrawn')
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
})

describe('the delivery date', () => {
  it('can be in any year, and in a window beside or over another', async () => {
    await api.calendar.save(YEAR, [
      window('2029-01-01', '2029-01-31'),
      window('2029-01-15', '2029-02-15', 'not-delivered'),
    ])
    expect((await put(terms({ deliveryDate: '2029-02-15' }), create)).status).toBe(201)
  })
})
