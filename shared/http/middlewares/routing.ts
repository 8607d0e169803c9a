import { Problem } from '../problems.ts'
import type { ApiEvent, Middleware } from '../request.ts'
import type { AnyRoute } from '../route.ts'

/** 404 for an unknown path, 405 for a method that it does not have. HEAD is answered as GET (RFC 9110, section 9.3.2). */
export const routing = (routes: readonly AnyRoute[]): Middleware => ({
  before: ({ event }) => {
    const onPath = routesOnPath(event, routes)
    if (onPath.length === 0) throw new Problem('not-found')
    const { method } = event.requestContext.http
    const route = onPath.find(one => one.method === (method === 'HEAD' ? 'GET' : method))
    if (!route) throw new Problem('method-not-allowed', { headers: { Allow: allowed(onPath) } })
    Object.assign(event.call, { route, params: event.pathParameters ?? {} })
  },
})

/** The routes of the path that the gateway found. */
export const routesOnPath = (
  { routeKey }: Pick<ApiEvent, 'routeKey'>,
  routes: readonly AnyRoute[],
): readonly AnyRoute[] => {
  const path = routeKey.replace(/^ANY /, '')
  return routes.filter(route => route.path === path)
}

const allowed = (onPath: readonly AnyRoute[]): string =>
  onPath.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ')
