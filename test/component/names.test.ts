import { beforeEach, describe, expect, it } from 'vitest'
import type { BoardId } from '../../shared/directory/identifiers.ts'
import { apiFixture } from '../support/api/fixture.ts'
import { boardUser, schoolUser } from '../support/api/people.ts'
import type { Problem } from '../support/api/shapes.ts'
import type { TestApi } from '../support/api/test-api.ts'
import { invisibleTexts } from '../support/invisible-texts.ts'

let api: TestApi
beforeEach(async () => {
  api = await apiFixture()
})

const path = '/v1/boards/99003/administrators'
const boardId = '99003' as BoardId
const as = boardUser('99003')
const put = (name: string, email = 'beheer@99003.example') =>
  api.request<Problem>({ method: 'PUT', path, as, body: { items: [{ name, email }] } })
const kept = async () => (await api.request({ path, as })).body
const faultsIn = async (answer: ReturnType<typeof put>) =>
  (await answer).body.errors?.map(({ pointer, code }) => `${pointer} ${code}`)
const versions = async () => {
  let count = 0
  while (await api.directory.administrators(boardId, count + 1)) count += 1
  return count
}

describe('the name of an administrator', () => {
  it.each([
    ['  Ria  de Wit ', 'Ria de Wit'],
    ['Zoe\u0308 Mu\u0308ller', 'Zoë Müller'],
    ['Ria\u00a0de\u2003\u202fWit\u3000', 'Ria de Wit'],
    ['\u1100\u1161', '가'],
    ['👩\u200d🏫 میز\u200cها', '👩\u200d🏫 میز\u200cها'],
  ])('%j is kept as %j', async (name, asKept) => {
    const answer = await put(name)
    expect(answer).toMatchObject({ status: 200, body: { items: [{ name: asKept }] } })
    expect(await kept()).toEqual(answer.body)
  })

  it.each(invisibleTexts)('has something to see, unlike %j', async name => {
    expect(await faultsIn(put(name))).toEqual(['/items/0/name text-empty'])
  })

  it.each([
    '\t',
    '\n',
    '\r\n',
    '\u000b',
    '\u000c',
    '\u0085',
    '\u2028',
    '\u2029',
    '\u0000',
    '\u009f',
    '\ud800',
  ])('stands on one line, without %j', async character => {
    for (const name of [`Ria${character}de Wit`, `Ria de Wit${character}`, `${character}Ria de Wit`])
      expect(await faultsIn(put(name))).toEqual(['/items/0/name control-characters'])
  })

  it('is counted as it is kept, in code points', async () => {
    for (const name of [
      'a'.repeat(200),
      `  ${'e\u0301'.repeat(200)} `,
      `a${' '.repeat(300)}b`,
      '🎓'.repeat(200),
    ])
      expect((await put(name)).status).toBe(200)
    for (const name of ['a'.repeat(201), '🎓'.repeat(201)])
      expect(await faultsIn(put(name))).toEqual(['/items/0/name text-too-long'])
  })

  it.each([
    'Zoe\u0308 Mu\u0308ller-van Dam',
    'Zoë  Müller-van Dam',
    'Zoë\u00a0Müller-van\u2003Dam',
    '\u200bZoë Mü\u00adller-van Dam\ufeff',
    'Zoë Müller-van\u2060 Dam',
    'Zo\u0065\u200d\u0308 Müller-van Dam',
  ])('is the same again as %j: no version, no mail', async name => {
    await put('Zoë Müller-van Dam')
    const before = await kept()
    const answer = await put(name)
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: before })
    expect(await kept()).toEqual(before)
    expect(await versions()).toBe(1)
  })

  it('is the same again as one that was kept before names were folded', async () => {
    const items = [{ name: ' Zoe\u0308  Mu\u0308ller', email: 'beheer@99003.example' }]
    await api.directory.saveAdministrators(boardId, { items, reminders: false })
    await put('Zoë Müller')
    expect(await kept()).toEqual({ items, reminders: false })
  })

  it('is another by a letter, a capital or an accent', async () => {
    for (const name of ['Zoë Müller', 'Zoe Müller', 'zoe Müller', 'zoe Mülle']) await put(name)
    expect(await versions()).toBe(4)
  })
})

describe('the address of an administrator', () => {
  it('is one that mail can be sent to', async () => {
    expect((await put('Ria', 'ria@bestuur.example')).status).toBe(200)
    expect(await faultsIn(put('Ria', 'ria@bestuur'))).toEqual(['/items/0/email invalid-format'])
  })

  it('is kept without the white space around it, and stands there once', async () => {
    await put('Ria', ' \u00a0beheer@99003.example\n')
    expect(await kept()).toMatchObject({ items: [{ email: 'beheer@99003.example' }] })
    const items = ['x@y.example', ' X@y.example '].map(email => ({ name: 'Ria', email }))
    const answer = await api.request<Problem>({ method: 'PUT', path, as, body: { items } })
    expect(answer.body.errors).toMatchObject([{ pointer: '/items', code: 'invalid-format' }])
  })
})

describe('the name of a caller', () => {
  const give = (name: string) =>
    api.save('99AA00', { as: { ...schoolUser('99AA00', name), sub: 'idp|annelies' } })

  it.each(['', '\t', '\u202e', ...invisibleTexts])('has something to see, unlike %j', async name => {
    expect((await give(name)).status).toBe(401)
  })

  it.each([
    ['Annelies\u00a0 de\u2003Jong ', 'Annelies de Jong'],
    ['Zoe\u0308\tMu\u0308ller\n', 'ZoëMüller'],
    ['\u202eZoë\u2028 Müller\u202c', 'Zoë Müller'],
    ['e\u0301'.repeat(201), 'é'.repeat(200)],
  ])('%j is used as %j', async (name, used) => {
    expect((await give(name)).body.givenBy).toEqual({ name: used, role: 'school' })
  })
})
