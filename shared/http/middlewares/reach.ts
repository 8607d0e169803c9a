import { reachesBoard, reachesSchool } from '../../access/policy.ts'
import { Problem } from '../problems.ts'
import type { ApiPorts, Middleware } from '../request.ts'
import { type PathParameters, pathParameters } from '../route.ts'
import { mayUse } from './role.ts'

/**
 * 404 for what is badly formed, does not exist or is out of reach, all alike. What the handler needs is read beside the
 * school that decides on it, in one round trip; not for a role that will be refused.
 */
export const reach = ({ directory }: Pick<ApiPorts, 'directory'>): Middleware => ({
  before: async ({ event: { call } }) => {
    const { caller, route } = call
    const params = call.params as PathParameters
    if (!isWellFormed(params)) throw new Problem('not-found')
    const [school, boards, facts] = await Promise.all([
      route.reach === 'school' ? directory.school(params.schoolId) : undefined,
      route.reach === 'board' ? directory.boards([params.boardId]) : undefined,
      mayUse(route, caller) ? route.load?.(params) : undefined,
    ])
    const reached = {
      school: school !== undefined && reachesSchool(caller, school),
      board: boards?.size === 1 && reachesBoard(caller, params.boardId),
      all: true,
    }
    if (!reached[route.reach]) throw new Problem('not-found')
    Object.assign(call, { school, facts })
  },
})

const isWellFormed = (params: PathParameters): boolean =>
  Object.entries(params).every(([name, value]) => pathParameters[name as keyof PathParameters](value))
