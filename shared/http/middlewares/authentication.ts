import { callerFrom } from '../../access/caller.ts'
import { Problem } from '../problems.ts'
import type { ApiPorts, Middleware } from '../request.ts'
import type { AnyRoute } from '../route.ts'
import { routesOnPath } from './routing.ts'

/** 401, also on a path or with a method that does not exist; only a path that is for anyone asks for no token. */
export const authentication = (
  routes: readonly AnyRoute[],
  { verifier }: Pick<ApiPorts, 'verifier'>,
): Middleware => ({
  before: async ({ event }) => {
    if (routesOnPath(event, routes).some(({ roles }) => roles === 'anyone')) return
    const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(event.headers.authorization ?? '')?.[1]
    const caller = token && callerFrom(await verifier.verify(token, event.call.now))
    if (!caller) throw unauthenticated(event.headers.authorization)
    event.call.caller = caller
  },
})

/** RFC 6750, section 3: who sent no token is told no error. */
const unauthenticated = (authorization: string | undefined): Problem =>
  new Problem('unauthenticated', {
    headers: {
      'WWW-Authenticate': /^Bearer +\S/i.test(authorization ?? '')
        ? 'Bearer error="invalid_token"'
        : 'Bearer',
    },
  })
