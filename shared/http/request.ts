import type { MiddlewareObj, Request } from '@middy/core'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { TokenVerifier } from '../access/ports.ts'
import type { Directory } from '../directory/ports.ts'
import type { Log } from '../platform/log.ts'
import type { Clock } from '../platform/time.ts'
import type { Result } from './answer.ts'
import type { AnyRoute, Call } from './route.ts'

/** What every HTTP function needs. */
export interface ApiPorts {
  clock: Clock
  /** Makes an id that was never given before. */
  newId: () => string
  log: Log
  verifier: TokenVerifier
  /** What only CloudFront and the functions know, where it stands before the API. */
  originSecrets?: readonly string[] | undefined
  directory: Pick<Directory, 'school' | 'boards'>
}

/** What a handler will get, as far as the middlewares have come. */
interface PendingCall extends Call {
  route: AnyRoute
}

export type ApiEvent = APIGatewayProxyEventV2 & { call: PendingCall }
/** What is logged of a request: ids, and the route instead of the path. */
export const idsOf = ({ call, requestContext }: ApiEvent) => ({
  method: call?.route?.method,
  route: call?.route?.path,
  traceId: call?.traceId,
  requestId: requestContext.requestId,
})

export type ApiRequest = Request<ApiEvent, Result>
export type Middleware = MiddlewareObj<ApiEvent, Result>
