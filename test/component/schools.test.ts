import { beforeEach, describe, expect, it } from 'vitest'
import type { BoardId, SchoolId } from '../../shared/directory/identifiers.ts'
import { apiFixture, schools } from '../support/api/fixture.ts'
import { boardUser, operator, schoolUser } from '../support/api/people.ts'
import type { Problem } from '../support/api/shapes.ts'
import type { TestApi } from '../support/api/test-api.ts'

let api: TestApi
beforeEach(async () => {
  api = await apiFixture()
})

interface Page {
  items: readonly { schoolId: string; status?: string }[]
  nextCursor: string | null
}

const list = (query = '', as = operator()) => api.request<Page & Problem>({ path: `/v1/schools${query}`, as })
const idsOf = async (query = '', as = operator()) =>
  (await list(query, as)).body.items.map(({ schoolId }) => schoolId)
const faultsOf = async (query: string) => {
  const { status, body } = await list(query)
  return [status, ...(body.errors ?? []).map(({ parameter, code }) => `${parameter} ${code}`).sort()]
}
const named = (schoolId: string, schoolName: string) => ({
  ...schools.vo,
  schoolId: schoolId as SchoolId,
  schoolName,
})

describe('the list of schools', () => {
  it('has all of them for operators, by name', async () => {
    const { body } = await list()
    expect(body.nextCursor).toBeNull()
    expect(body.items.map(({ schoolId }) => schoolId)).toEqual([
      '99CA00',
      '99BA00',
      '99AC00',
      '99AD00',
      '99AB00',
      '99AA00',
    ])
    expect(body.items.at(-1)).toEqual({
      schoolId: '99AA00',
      schoolName: 'Scholengemeenschap Zuid',
      boardId: '99001',
      boardName: 'Stichting 99001',
      sector: 'VO',
    })
  })

  it('has those that its board has now for a board, and its own that exist for a school', async () => {
    expect(await idsOf('', boardUser('99001'))).toEqual(['99AC00', '99AD00', '99AB00', '99AA00'])
    expect(await idsOf('', boardUser('99009'))).toEqual([])
    expect(await idsOf('', schoolUser(['99AA00', '99ZZ99', '99BA00', '99AA00']))).toEqual([
      '99BA00',
      '99AA00',
    ])
    expect(await idsOf('', schoolUser([]))).toEqual([])
    await api.directory.saveSchools([{ ...schools.vo, boardId: '99002' as BoardId }])
    expect(await idsOf('', boardUser('99001'))).toEqual(['99AC00', '99AD00', '99AB00'])
    expect(await idsOf('', boardUser('99002'))).toEqual(['99BA00', '99AA00'])
  })

  it('of a school year has where each stands', async () => {
    await api.save('99AA00')
    const { body } = await list('?schoolYear=2026-2027', boardUser('99001'))
    const nothing = { level: null, deliveryDate: null }
    expect(body.items).toMatchObject([
      { schoolId: '99AC00', status: 'awaiting-consent', ...nothing },
      { schoolId: '99AD00', status: 'no-results', ...nothing },
      { schoolId: '99AB00', status: 'awaiting-consent', ...nothing },
      { schoolId: '99AA00', status: 'consent-given', level: 'education-type', deliveryDate: '2027-07-01' },
    ])
  })

  it('is right as soon as a save was answered', async () => {
    await api.save('99AA00')
    await api.withdraw('99AA00', 1)
    expect(await idsOf('?schoolYear=2026-2027&status=consent-withdrawn')).toEqual(['99AA00'])
    expect(await idsOf('?schoolYear=2026-2027&status=consent-given')).toEqual([])
  })

  it('shows some alone: by status, board, and what is in the name or the code', async () => {
    await api.save('99AA00')
    expect(await idsOf('?schoolYear=2026-2027&status=consent-given')).toEqual(['99AA00'])
    expect(await idsOf('?boardId=99002')).toEqual(['99BA00'])
    expect(await idsOf('?q=BASISSCH%C3%96%C3%96L')).toEqual(['99CA00', '99BA00'])
    expect(await idsOf('?q=99ab')).toEqual(['99AB00'])
    expect(await idsOf('?q=%20%20de%20%20kleine%20')).toEqual(['99AC00'])
    expect(await idsOf('?q=')).toHaveLength(6)
    expect(await idsOf('?q=school&boardId=99001&schoolYear=2026-2027&status=no-results')).toEqual(['99AD00'])
  })

  it('finds names that are written with accents, ligatures and capitals', async () => {
    await api.directory.saveSchools([named('98AA00', 'Institut Français Straße'), named('98AB00', 'ZOË')])
    expect(await idsOf('?q=francais')).toEqual(['98AA00'])
    expect(await idsOf('?q=STRASSE')).toEqual(['98AA00'])
    expect(await idsOf('?q=zoe')).toEqual(['98AB00'])
    expect(await idsOf(`?q=${encodeURIComponent('zoe\u0308')}`)).toEqual(['98AB00'])
  })

  it('finds nothing of a board out of reach', async () => {
    expect(await idsOf('?boardId=99002', boardUser('99001'))).toEqual([])
    expect(await idsOf('?boardId=99002', schoolUser('99AA00'))).toEqual([])
    expect(await idsOf('?boardId=99001', schoolUser(['99AA00', '99BA00']))).toEqual(['99AA00'])
    expect(await idsOf('?boardId=99009')).toEqual([])
  })

  it('says what is wrong with what was asked for', async () => {
    expect(await faultsOf('?status=delivered')).toEqual([400, 'schoolYear required'])
    expect(await faultsOf('?status=gone')).toEqual([400, 'schoolYear required', 'status invalid-format'])
    expect(await faultsOf('?schoolYear=2026-2028&boardId=9')).toEqual([
      400,
      'boardId invalid-format',
      'schoolYear invalid-format',
    ])
    expect(await faultsOf(`?q=${'a'.repeat(201)}`)).toEqual([400, 'q text-too-long'])
    expect(await faultsOf('?Q=a')).toEqual([400, 'Q unknown-parameter'])
    for (const cursor of [
      '',
      'x',
      '%zz',
      '99aa00_ZGU',
      '99AA00',
      '99AA00_ZGU=',
      `99AA00_${'A'.repeat(901)}`,
      '9'.repeat(5000),
    ])
      expect(await faultsOf(`?cursor=${encodeURIComponent(cursor)}`)).toEqual([400, 'cursor invalid-format'])
  })
})

describe('a cursor that nobody gave out', () => {
  it.each(['99AA00_', '99ZZ99_ZGUgYXJr', `99AA00_${'_'.repeat(900)}`])(
    'starts where it says (%s)',
    async cursor => {
      for (const query of ['', '&q=school', '&boardId=99001'])
        expect((await list(`?cursor=${cursor}${query}`)).status).toBe(200)
    },
  )
})

describe('a long list of schools', () => {
  const made = Array.from({ length: 250 }, (_, index) =>
    named(
      `${String(index % 100).padStart(2, '0')}${['QB', 'KL', 'XY'][Math.floor(index / 100)]}00`,
      `De Ark ${index % 40}`,
    ),
  )
  const walk = async (query: string, as = operator(), between: () => Promise<void> = async () => {}) => {
    const pages: string[][] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body }: { body: Page } = await list(`${query}${cursor && `&cursor=${cursor}`}`, as)
      pages.push(body.items.map(({ schoolId }) => schoolId))
      cursor = body.nextCursor
      await between()
    }
    return pages
  }

  beforeEach(() => api.directory.saveSchools(made))

  it.each([
    '?q=ark',
    '?q=ark&boardId=99001',
    '?q=ark&schoolYear=2026-2027',
    '?q=ark&schoolYear=2026-2027&status=no-results',
  ])('comes in pages of a hundred, each school once, in one order (%s)', async query => {
    const everyone = [operator(), boardUser('99001'), schoolUser(made.map(({ schoolId }) => schoolId))]
    const expected = (await api.directory.schoolsByName())
      .filter(({ schoolName }) => schoolName.startsWith('De Ark'))
      .map(({ schoolId }) => schoolId)
    for (const as of everyone) {
      const pages = await walk(query, as)
      expect(pages.map(page => page.length)).toEqual([100, 100, 50])
      expect(pages.flat()).toEqual(expected)
    }
  })

  it('has no next page where the last one is full', async () => {
    await api.directory.saveSchools(made.slice(0, 100).map(school => ({ ...school, schoolName: 'Vol' })))
    const { body } = await list('?q=vol')
    expect([body.items.length, body.nextCursor]).toEqual([100, null])
  })

  it('goes on where it was when schools come, go to another board or are named otherwise', async () => {
    const [first, second] = await walk('?q=ark')
    let pages = 0
    const seen = await walk('?q=ark', operator(), async () => {
      pages += 1
      if (pages > 1) return
      await api.directory.saveSchools([
        named('98AA00', 'De Ark'),
        { ...made.find(({ schoolId }) => schoolId === first![99])!, schoolName: 'Naamloos' },
      ])
    })
    expect(seen[0]).toEqual(first)
    expect(seen[1]).toEqual(second)
  })
})
