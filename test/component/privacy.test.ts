import { beforeEach, describe, expect, it } from 'vitest'
import { apiFixture, schools } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, operator, schoolUser } from '../support/api/people.ts'
import type { CallerRequest } from '../support/api/requests.ts'
import { terms } from '../support/api/terms.ts'
import type { TestApi } from '../support/api/test-api.ts'

let api: TestApi
beforeEach(async () => {
  api = await apiFixture()
})

/** Values that stand for what is personal, each to be recognized wherever it comes up. */
const canaries = {
  school: 'Kanarie-Anna',
  board: 'Kanarie-Bert',
  operator: 'Kanarie-Olga',
  administrator: 'Kanarie-Gerda',
  email: 'kanarie-gerda@99001.example',
  group: 'Kanarie-groep zeven',
  reason: 'Kanarie-reden inlog',
  sent: 'Kanarie-onbekend',
}

const body = terms({ conduct: { surveyedGroup: canaries.group, notAnonymousReason: canaries.reason } })
const school = schoolUser('99AA00', canaries.school)
const board = boardUser('99001', canaries.board)
const path = paths.consent('99AA00')

const administrators: CallerRequest = {
  method: 'PUT',
  path: '/v1/boards/99001/administrators',
  as: board,
  body: { items: [{ name: canaries.administrator, email: canaries.email }] },
}
const give: CallerRequest = { method: 'PUT', path, as: school, body, headers: { 'if-none-match': '*' } }

/** Requests that succeed, are refused in every way, and quote what they should not. */
const story: readonly CallerRequest[] = [
  administrators,
  {
    ...administrators,
    body: { items: [{ name: `${canaries.administrator}\n`, email: `${canaries.email} x` }] },
  },
  give,
  give,
  { ...give, as: board },
  { ...give, headers: { 'if-match': '"1"' }, as: board },
  { ...give, headers: { 'if-match': `"${canaries.sent}"` } },
  { ...give, body: { ...body, level: canaries.sent, [canaries.sent]: canaries.sent } },
  { ...give, body: JSON.stringify(body).slice(0, -5) },
  { ...give, body: JSON.stringify(body), headers: { 'content-type': canaries.sent } },
  { ...give, as: operator(canaries.operator) },
  { ...give, as: schoolUser('99BA00', canaries.school) },
  { method: canaries.sent, path, as: school },
  { path: `/v1/${canaries.sent}`, as: school },
  { path: `/v1/imports/${canaries.sent}`, as: operator(canaries.operator) },
  { path: `/v1/deliveries?cursor=${canaries.sent}&status=${canaries.sent}`, as: operator(canaries.operator) },
  { path: paths.events('99AA00'), as: school },
  { path: `/v1/boards/99001/monitorings?schoolYear=2026-2027`, as: board },
  { path, as: { ...school, scope: canaries.sent } },
  { path, headers: { authorization: `Bearer ${canaries.sent}` } },
  { method: 'DELETE', path, as: school, headers: { 'if-match': '"2"' } },
]

const tell = async () => {
  const statuses = []
  for (const request of story) statuses.push((await api.request(request)).status)
  return statuses
}

const canariesIn = (texts: readonly string[]) =>
  Object.values(canaries).filter(canary => texts.some(text => text.includes(canary)))

describe('what is logged', () => {
  it('never names a person, an address, a text or a token', async () => {
    expect(await tell()).toEqual([
      200, 400, 201, 201, 412, 200, 412, 400, 400, 415, 403, 404, 405, 404, 404, 400, 200, 200, 401, 401, 200,
    ])
    expect(api.log.lines.length).toBe(story.length)
    expect(canariesIn(api.log.lines.map(({ text }) => text))).toEqual([])
    expect(api.log.lines.filter(({ text }) => /Bearer|eyJ|"sub"/.test(text))).toEqual([])
  })

  it('does not either where the storage fails and quotes all it was given', async () => {
    const quoting = Object.assign(new Error(Object.values(canaries).join('\n    at ')), { item: canaries })
    api.failTable(() => ({ before: quoting }))
    const statuses = await tell()
    expect(statuses.filter(status => status === 500).length).toBeGreaterThan(8)
    expect(api.log.lines.filter(({ level }) => level === 'error').length).toBe(
      statuses.filter(status => status === 500).length,
    )
    expect(canariesIn(api.log.lines.map(({ text }) => text))).toEqual([])
  })

  it('does not either where what was stored cannot be read', async () => {
    await tell()
    await api.directory.saveSchools([{ ...schools.vo, sector: canaries.sent as 'VO' }])
    const { status } = await api.request({ path, as: school })
    expect(status).toBe(500)
    expect(canariesIn(api.log.lines.map(({ text }) => text))).toEqual([])
  })
})

describe('what is answered', () => {
  it('repeats nothing personal in a refusal', async () => {
    const texts = []
    for (const request of story) {
      const answer = await api.request(request)
      if (answer.status >= 400) texts.push(answer.text.replaceAll(JSON.stringify(answer.body.instance), ''))
    }
    expect(texts.length).toBeGreaterThan(10)
    // The name of an unknown property is where it is, and is needed to find it.
    expect(canariesIn(texts.map(text => text.replace(`"/${canaries.sent}"`, '')))).toEqual([])
  })
})
