import { expect, it } from 'vitest'
import { apiFixture } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, operator, schoolUser } from '../support/api/people.ts'

const [school, board] = [schoolUser('99AA00'), boardUser('99001')]

it.each([
  { what: 'a consent', path: paths.consent('99AA00'), as: school },
  { what: 'where a school stands', path: paths.monitoring('99AA00'), as: school },
  { what: 'the report in force', path: `${paths.monitoring('99AA00')}/reports/education-type`, as: school },
  { what: 'the overview of a board', path: '/v1/boards/99001/monitorings?schoolYear=2026-2027', as: board },
  { what: 'all deliveries', path: '/v1/deliveries', as: operator() },
])('a table that was restored shows nothing of $what, which may have been withdrawn since', async request => {
  const api = await apiFixture()
  await api.save('99AA00')
  expect((await api.request(request)).status).toBe(200)
  await api.restoreTable()
  const answer = await api.request<{ code: string }>(request)
  expect({ status: answer.status, code: answer.body.code }).toEqual({
    status: 503,
    code: 'temporarily-unavailable',
  })
})
