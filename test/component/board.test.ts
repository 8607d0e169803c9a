import { beforeEach, describe, expect, it } from 'vitest'
import type { BoardId } from '../../shared/directory/identifiers.ts'
import { faultsOf } from '../support/api/answer.ts'
import { apiFixture, deliverNow, happen, schools, YEAR } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, operator } from '../support/api/people.ts'
import type { Items, Monitoring, Problem } from '../support/api/shapes.ts'
import type { TestApi } from '../support/api/test-api.ts'

let api: TestApi
beforeEach(async () => {
  api = await apiFixture()
})

const board = boardUser('99001')
const overviewPath = '/v1/boards/99001/monitorings?schoolYear=2026-2027'
const administratorsPath = '/v1/boards/99001/administrators'

describe('the overview of a board', () => {
  const csvOf = async (as = board) => {
    const { status, text, headers } = await api.request({
      path: overviewPath,
      as,
      headers: { accept: 'text/csv' },
    })
    expect({ status, type: headers['content-type']?.toLowerCase() }).toEqual({
      status: 200,
      type: 'text/csv; charset=utf-8; header=present',
    })
    expect(text.startsWith('\uFEFF')).toBe(true)
    return text.slice(1)
  }

  it('has each of its schools, by id, with who agreed to what and what became of it', async () => {
    await api.save('99AA00')
    api.moveClockTo('2027-07-01T07:44:00+02:00')
    await deliverNow(api, schools.vo)
    const empty = {
      obstacles: [],
      version: null,
      level: null,
      deliveryDate: null,
      givenBy: null,
      givenAt: null,
      deliveredAt: null,
      receiptId: null,
    }
    const expected = {
      items: [
        {
          schoolId: '99AA00',
          schoolName: 'Scholengemeenschap Zuid',
          status: 'delivered',
          obstacles: [],
          version: 3,
          level: 'education-type',
          deliveryDate: '2027-07-01',
          givenBy: { name: 'Annelies de Jong-Visser', role: 'school' },
          givenAt: '2027-05-11T12:03:00.000Z',
          deliveredAt: '2027-07-01T05:44:00.000Z',
          receiptId: 'IVO-1',
        },
        { schoolId: '99AB00', schoolName: 'Praktijkschool Noord', status: 'awaiting-consent', ...empty },
        { schoolId: '99AC00', schoolName: 'De Kleine School', status: 'awaiting-consent', ...empty },
        {
          schoolId: '99AD00',
          schoolName: 'De Nieuwe School',
          status: 'no-results',
          ...empty,
          obstacles: ['no-survey-results'],
        },
      ],
    }
    for (const as of [board, operator()])
      expect((await api.request({ path: overviewPath, as })).body).toEqual(expected)
  })

  it('is a table too, with a column for each', async () => {
    await api.save('99AA00')
    const lines = (await csvOf()).split('\r\n')
    expect(lines[0]).toBe(
      'Vestigingscode;Vestigingsnaam;Status;Let op;Versie;Doorleverniveau;Doorleverdatum;Gegeven door;Gegeven op;Geleverd op;Ontvangstnummer',
    )
    expect(lines[1]).toBe(
      '99AA00;Scholengemeenschap Zuid;toestemming gegeven;;1;onderwijssoortniveau;2027-07-01;Annelies de Jong-Visser;2027-05-11 14:03;;',
    )
    expect(lines[2]).toBe('99AB00;Praktijkschool Noord;nog geen toestemming;;;;;;;;')
    expect(lines).toHaveLength(6)
    expect(await csvOf(operator())).toBe(lines.join('\r\n'))
  })

  it('tells in words what stands in the way of a save, all of it', async () => {
    await api.calendar.save(YEAR, [])
    const lines = (await csvOf()).split('\r\n')
    expect(lines[4]).toBe(
      '99AD00;De Nieuwe School;nog geen resultaten;geen onderzoeksresultaten, geen leverperiode meer;;;;;;;',
    )
    const { body } = await api.request<Items<object>>({
      path: overviewPath.replace('99001', '99003'),
      as: operator(),
    })
    expect(body.items).toMatchObject([{ obstacles: ['no-board-administrator', 'no-delivery-window'] }])
  })

  it('warns of consents in force whose figures changed, and of which nothing would be delivered', async () => {
    for (const schoolId of ['99AA00', '99AB00', '99AC00']) await api.save(schoolId)
    await happen(api, schools.vo, { type: 'results-changed', reportDigest: 'f'.repeat(64) })
    await happen(api, schools.prozo, { type: 'results-changed', reportDigest: null })
    const warned = async () => {
      const { body } = await api.request<Items<{ schoolId: string; warnings?: readonly string[] }>>({
        path: overviewPath,
        as: board,
      })
      return body.items.map(({ schoolId, warnings }) => [schoolId, warnings])
    }
    expect(await warned()).toEqual([
      ['99AA00', ['results-changed']],
      ['99AB00', ['results-changed', 'delivers-nothing']],
      ['99AC00', ['delivers-nothing']],
      ['99AD00', undefined],
    ])
    expect((await csvOf()).split('\r\n').map(line => line.split(';')[3])).toEqual([
      'Let op',
      'nieuwe cijfers na de toestemming',
      'nieuwe cijfers na de toestemming, er wordt nu niets geleverd',
      'er wordt nu niets geleverd',
      'geen onderzoeksresultaten',
      undefined,
    ])
    await happen(api, schools.four, { type: 'nothing-to-deliver' })
    expect((await warned())[2]).toEqual(['99AC00', undefined])
  })

  it('shows the same as the state of each school', async () => {
    await api.save('99AA00')
    api.moveClockTo('2027-07-01T00:00:00+02:00')
    const { body } = await api.request<Items<Record<string, unknown>>>({ path: overviewPath, as: board })
    for (const { schoolId, status, obstacles, version } of body.items) {
      const state = await api.request<Monitoring>({
        path: paths.monitoring(String(schoolId)),
        as: operator(),
      })
      expect({ status, obstacles, version }).toEqual({
        status: state.body.status,
        obstacles: state.body.obstacles,
        version: state.body.consent?.version ?? null,
      })
    }
  })

  const idsOf = async (query: string, as = board) =>
    (await api.request<Items<{ schoolId: string }>>({ path: `${overviewPath}${query}`, as })).body.items.map(
      ({ schoolId }) => schoolId,
    )

  it('shows some of them alone: by status, and by what is in the name or the code', async () => {
    await api.save('99AA00')
    expect(await idsOf('&status=awaiting-consent')).toEqual(['99AB00', '99AC00'])
    expect(await idsOf('&status=delivered')).toEqual([])
    expect(await idsOf('&q=S%C3%87HOOL')).toEqual(['99AB00', '99AC00', '99AD00'])
    expect(await idsOf('&q=ab00')).toEqual(['99AB00'])
    expect(await idsOf('&q=school&status=no-results')).toEqual(['99AD00'])
    expect(await idsOf('&q=')).toHaveLength(4)
  })

  it('finds what was agreed to when a school still had another board', async () => {
    await api.save('99BA00')
    const moved = { ...schools.foreign, boardId: '99001' as BoardId, boardName: 'Stichting 99001' }
    await api.directory.saveSchools([moved])
    const { body } = await api.request<Items<object>>({ path: `${overviewPath}&q=99BA00`, as: board })
    expect(body.items).toMatchObject([{ schoolId: '99BA00', status: 'consent-given', version: 1 }])
    expect(await idsOf('', operator())).toEqual(['99AA00', '99AB00', '99AC00', '99AD00', '99BA00'])
    expect(
      (await api.request({ path: overviewPath.replace('99001', '99002'), as: operator() })).body,
    ).toEqual({
      items: [],
    })
  })

  it('of a year without anything still has each school', async () => {
    const { body } = await api.request<Items<{ status: string }>>({
      path: overviewPath.replace('2026-2027', '2011-2012'),
      as: board,
    })
    expect(body.items.map(({ status }) => status)).toEqual(Array(4).fill('no-results'))
  })

  it('says what is wrong with the school year that was asked for', async () => {
    const ask = (query: string) => api.request({ path: `/v1/boards/99001/monitorings${query}`, as: board })
    expect(faultsOf(await ask(''))).toEqual(['schoolYear required'])
    expect(faultsOf(await ask('?schoolyear=2026-2027'))).toEqual([
      'schoolYear required',
      'schoolyear unknown-parameter',
    ])
    for (const year of ['', '2026', '2026-2028', '2026-2027%20'])
      expect(faultsOf(await ask(`?schoolYear=${year}`))).toEqual(['schoolYear invalid-format'])
    expect(faultsOf(await ask('?status=given&q='))).toEqual(['schoolYear required', 'status invalid-format'])
    expect(faultsOf(await ask(`?schoolYear=2026-2027&q=${'a'.repeat(201)}`))).toEqual(['q text-too-long'])
    expect(faultsOf(await ask('?schoolYear=2026-2027&schoolYear=2025-2026'))).toEqual([
      'schoolYear invalid-format',
    ])
  })
})

describe('the administrators of a board', () => {
  const put = (body: unknown, as = board) =>
    api.request<Problem>({ method: 'PUT', path: administratorsPath, as, body })
  const kept = async (as = board) => (await api.request({ path: administratorsPath, as })).body
  const person = (number = 1) => ({ name: `Persoon ${number}`, email: `p${number}@99001.example` })
  const people = (count: number) => Array.from({ length: count }, (_, index) => person(index + 1))

  it('are replaced as a whole, one to ten of them', async () => {
    for (const count of [1, 10]) {
      const body = { items: people(count), reminders: true }
      const answer = await put(body)
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body })
      expect(await kept()).toEqual(body)
    }
    expect(faultsOf(await put({ items: [] }))).toEqual(['/items invalid-format'])
    expect(faultsOf(await put({ items: people(11) }))).toEqual(['/items invalid-format'])
    expect(await kept()).toEqual({ items: people(10), reminders: true })
  })

  it('want no reminders where they do not say so', async () => {
    await put({ items: people(1), reminders: true })
    await put({ items: people(2) })
    expect(await kept()).toEqual({ items: people(2), reminders: false })
  })

  it('are none where none were ever set', async () => {
    const path = '/v1/boards/99003/administrators'
    expect((await api.request({ path, as: boardUser('99003') })).body).toEqual({
      items: [],
      reminders: false,
    })
  })

  it('let the schools of their board give consent from then on', async () => {
    expect((await api.save('99CA00')).status).toBe(409)
    await api.request({
      method: 'PUT',
      path: '/v1/boards/99003/administrators',
      as: boardUser('99003'),
      body: { items: people(1) },
    })
    expect((await api.save('99CA00')).status).toBe(201)
  })

  it('are refused with all their faults at once', async () => {
    const items = [
      { name: '', email: 'p1@99001.example' },
      { name: 'a\nb', email: 'p2@99001.example' },
      { name: 'a'.repeat(201), email: 'p3@99001.example' },
      { name: null, email: null },
      {},
      { name: 'x', email: 'geen adres', phone: '06' },
      'Jan',
      null,
    ]
    expect(faultsOf(await put({ items, reminders: 'ja', more: 1 }))).toEqual(
      [
        '/items/0/name text-empty',
        '/items/1/name control-characters',
        '/items/2/name text-too-long',
        '/items/3/name invalid-type',
        '/items/3/email invalid-type',
        '/items/4/name required',
        '/items/4/email required',
        '/items/5/email invalid-format',
        '/items/5/phone unknown-property',
        '/items/6 invalid-type',
        '/items/7 invalid-type',
        '/reminders invalid-type',
        '/more unknown-property',
      ].sort(),
    )
    expect(faultsOf(await put({}))).toEqual(['/items required'])
    for (const wrong of [null, {}, 'Jan', 1])
      expect(faultsOf(await put({ items: wrong }))).toEqual(['/items invalid-type'])
    expect(faultsOf(await put({ items: people(1), reminders: null }))).toEqual(['/reminders invalid-type'])
  })

  it('are told of a doubled address with all else that is wrong', async () => {
    const twice = [person(), { ...person(), name: 'Piet' }].map(one => ({ ...one, email: 'm@x.example' }))
    const items = [...twice, { ...person(), name: '' }, null]
    expect(faultsOf(await put({ items }))).toEqual([
      '/items invalid-format',
      '/items/2/name text-empty',
      '/items/3 invalid-type',
    ])
  })
})
