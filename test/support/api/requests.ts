import type { gateway } from '../../../infra/local/gateway.ts'
import type { InMemoryLog } from '../doubles/log.ts'
import { type Answer, type ApiRequest, bodyOf, headersOf, jsonIn, wrongWith } from './answer.ts'
import { tokenOf } from './api-parts.ts'
import type { Claims } from './people.ts'
import { personalIn } from './personal-data.ts'
import type { Problem } from './shapes.ts'

export interface CallerRequest extends ApiRequest {
  /** Who calls; nobody where not told. */
  as?: Claims
}

/**
 * Asks functions behind a gateway. A request throws where its answer lacks what the contract promises of all, or is
 * other than documented, or personal data was logged.
 */
export const requestsTo =
  (answerTo: ReturnType<typeof gateway>, log: InMemoryLog) =>
  async <Body = Problem>({ as: caller, ...asked }: CallerRequest): Promise<Answer<Body>> => {
    const { bytes, headers } = bodyOf(asked.body)
    const token = caller && tokenOf(caller)
    const logged = log.lines.length
    const authorization = token && { authorization: `Bearer ${token}` }
    const result = await answerTo({
      method: asked.method ?? 'GET',
      url: asked.path,
      headers: { ...headers, ...authorization, ...headersOf(asked.headers ?? {}) },
      body: bytes,
    })
    const text = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8').toString()
    const answer = {
      status: result.statusCode ?? 0,
      headers: headersOf(result.headers ?? {}),
      text,
      body: jsonIn(text) as Body,
    }
    const personal = [...personalIn(caller), ...personalIn(asked.body), ...(token ? [token] : [])]
    const wrong = [...wrongWith(answer, asked), ...log.told(personal, logged)]
    if (wrong.length > 0)
      throw new Error(`${asked.method ?? 'GET'} ${asked.path} ${answer.status}: ${wrong.join('; ')}`)
    return answer
  }
