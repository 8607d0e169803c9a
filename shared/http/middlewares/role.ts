import type { Caller } from '../../access/policy.ts'
import { Problem } from '../problems.ts'
import type { Middleware } from '../request.ts'
import type { AnyRoute } from '../route.ts'

/** 403 for a role that the route is not for. */
export const role = (): Middleware => ({
  before: ({ event: { call } }) => {
    if (!mayUse(call.route, call.caller)) throw new Problem('forbidden')
  },
})

export const mayUse = ({ roles }: AnyRoute, caller: Caller): boolean =>
  roles === 'anyone' || roles.includes(caller.role)
