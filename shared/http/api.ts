import middy from '@middy/core'
import type { Result } from './answer.ts'
import { handlerOf } from './handler.ts'
import { authentication } from './middlewares/authentication.ts'
import { bodyFormat } from './middlewares/body-format.ts'
import { contentNegotiation } from './middlewares/content-negotiation.ts'
import { head } from './middlewares/head.ts'
import { originVerification } from './middlewares/origin-verification.ts'
import { problemAnswer } from './middlewares/problem-answer.ts'
import { reach } from './middlewares/reach.ts'
import { role } from './middlewares/role.ts'
import { routing } from './middlewares/routing.ts'
import { trace } from './middlewares/trace.ts'
import { validation } from './middlewares/validation.ts'
import type { ApiEvent, ApiPorts } from './request.ts'
import type { AnyRoute } from './route.ts'

/**
 * The handler of an HTTP function. The chain is the order of refusal (contract section 4), the same for every route;
 * what comes after it, 428, 412, 409 and 400 by calendar and results, is the route's own.
 */
export const api = (routes: readonly AnyRoute[], ports: ApiPorts) =>
  middy<ApiEvent, Result>({ timeoutEarlyInMillis: 0 })
    .use(head())
    .use(problemAnswer(ports))
    .use(trace(ports))
    .use(originVerification(ports))
    .use(authentication(routes, ports))
    .use(routing(routes))
    .use(reach(ports))
    .use(role())
    .use(contentNegotiation())
    .use(bodyFormat())
    .use(validation())
    .handler(handlerOf(ports))
