import { beforeEach, describe, expect, it } from 'vitest'
import type { SchoolId } from '../../shared/directory/identifiers.ts'
import { apiFixture, schools, YEAR } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, operator, schoolUser } from '../support/api/people.ts'
import type { Items, Monitoring, Problem, Report } from '../support/api/shapes.ts'
import { terms } from '../support/api/terms.ts'
import type { TestApi } from '../support/api/test-api.ts'

let api: TestApi

beforeEach(async () => {
  api = await apiFixture()
})

describe('an id that is badly formed', () => {
  it.each(['2026', '2026-2028', '2027-2026', '2026-2026', '2026/2027', '26-27', '2026-2027 ', '2026_2027'])(
    'knows no school year %j',
    async schoolYear => {
      for (const path of [
        paths.monitoring('99AA00', schoolYear),
        paths.consent('99AA00', schoolYear),
        `/v1/school-years/${schoolYear}`,
      ]) {
        const { status, body } = await api.request<Problem>({ path, as: operator() })
        expect({ status, code: body.code }).toEqual({ status: 404, code: 'not-found' })
      }
    },
  )

  it('has a state and a calendar for every well-formed school year', async () => {
    for (const schoolYear of ['1998-1999', '2099-2100', '9998-9999', '0000-0001']) {
      const state = await api.request<Monitoring>({
        path: paths.monitoring('99AA00', schoolYear),
        as: operator(),
      })
      expect(state.body).toMatchObject({
        status: 'no-results',
        schoolYear,
        results: [],
        deliveryWindows: [],
        consent: null,
      })
      const calendar = await api.request({
        path: `/v1/school-years/${schoolYear}`,
        as: schoolUser('99AA00'),
      })
      expect(calendar.body).toEqual({ deliveryWindows: [] })
    }
  })
})

describe('a person of several schools', () => {
  it('sees each of them, and no other', async () => {
    const as = schoolUser(['99AA00', '99BA00'])
    const statusOf = async (schoolId: string) =>
      (await api.request({ path: paths.monitoring(schoolId), as })).status
    expect([await statusOf('99AA00'), await statusOf('99BA00'), await statusOf('99AB00')]).toEqual([
      200, 200, 404,
    ])
  })
})

describe('a school that moves to another board', () => {
  it('is seen by the board it has now, while its consent stays that of the board it had', async () => {
    const moved = await apiFixture()
    const path = paths.consent('99AA00')
    const as = schoolUser('99AA00')
    await moved.save('99AA00')
    const before = await moved.request<Report>({ path: paths.report('99AA00', 'education-type'), as })
    await moved.directory.saveSchools([
      {
        ...schools.vo,
        schoolName: 'Fusieschool',
        boardId: schools.foreign.boardId,
        boardName: 'Stichting Fusie',
      },
    ])

    const statusFor = async (board: string) => (await moved.request({ path, as: boardUser(board) })).status
    expect([await statusFor('99001'), await statusFor('99002')]).toEqual([404, 200])
    const boardsOf = async () => {
      const state = await moved.request<Monitoring>({ path: paths.monitoring('99AA00'), as })
      const { body } = await moved.request<Report>({ path: paths.report('99AA00', 'education-type'), as })
      const { boardId, schoolName } = body.document
      return {
        now: state.body.boardId,
        name: state.body.schoolName,
        inConsent: state.body.consent?.boardId,
        inReport: boardId,
        nameInReport: schoolName,
        digest: body.digest,
        digestInState: state.body.levels[1]?.digest,
      }
    }
    const kept = {
      inConsent: '99001',
      inReport: '99001',
      nameInReport: 'Scholengemeenschap Zuid',
      digest: before.body.digest,
      digestInState: before.body.digest,
    }
    expect(await boardsOf()).toEqual({ now: '99002', name: 'Fusieschool', ...kept })

    const changed = await moved.save('99AA00', { from: 1, body: terms({ level: 'school' }) })
    expect(changed.body.boardId).toBe('99001')
    await moved.withdraw('99AA00', 2)
    expect(await boardsOf()).toMatchObject({ inReport: '99002', nameInReport: 'Fusieschool' })
    const again = await moved.save('99AA00', { from: 3 })
    expect(again.body.boardId).toBe('99002')

    const overview = async (board: string) => {
      const overviewPath = `/v1/boards/${board}/monitorings?schoolYear=${YEAR}`
      const { body } = await moved.request<Items<{ schoolId: SchoolId }>>({
        path: overviewPath,
        as: boardUser(board),
      })
      return body.items.map(({ schoolId }) => schoolId)
    }
    expect(await overview('99001')).not.toContain('99AA00')
    expect(await overview('99002')).toContain('99AA00')
  })
})
