import type { ApiRequest, Middleware } from '../request.ts'
import { bytesOf } from './body-format.ts'

/** Answers HEAD as GET, refusals included, without the body: its length is told here, since no gateway can know it. */
export const head = (): Middleware => ({ after: withoutBody, onError: withoutBody })

const withoutBody = ({ event, response }: ApiRequest): void => {
  if (event.requestContext.http.method !== 'HEAD' || !response?.body) return
  response.headers = { ...response.headers, 'Content-Length': String(bytesOf(response).length) }
  response.body = ''
  response.isBase64Encoded = false
}
