import { until } from '../until.ts'
import { type Answer, type ApiRequest, bodyOf, headersOf, jsonIn, wrongWith } from './answer.ts'
import * as paths from './paths.ts'
import type {
  Consent,
  Delivery,
  Event,
  ImportStatus,
  Items,
  Monitoring,
  Problem,
  Refusal,
  Terms,
  UploadRequest,
} from './shapes.ts'

export interface Mail {
  to: readonly string[]
  subject: string
  text: string
  html: string
  sentAt: string
}

/** A running service: where it is, who signs its callers in, and how to wait for what it does by itself. */
export interface Running {
  baseUrl: string
  tokenOf(claims: Readonly<Record<string, unknown>>): Promise<string>
  idle(): Promise<unknown>
}

type Headers = Readonly<Record<string, string>>

export type Send = ReturnType<typeof sendTo>

/** Requests by path, or by a whole address. */
export const sendTo =
  (baseUrl: string) =>
  async <Body = Problem>({
    method = 'GET',
    path,
    body,
    headers: more,
  }: ApiRequest): Promise<Answer<Body>> => {
    const { bytes, headers } = bodyOf(body)
    const response = await fetch(path.startsWith('http') ? path : baseUrl + path, {
      method,
      headers: { ...headers, ...more },
      ...(bytes.length > 0 && { body: new Uint8Array(bytes) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: headersOf(Object.fromEntries(response.headers)),
      text,
      body: jsonIn(text) as Body,
    }
  }

export type Caller = Awaited<ReturnType<typeof callerOf>>

/** Someone with a token. Of every answer it is checked what the contract promises of all. */
export const callerOf = async (
  { baseUrl, tokenOf, idle }: Running,
  claims: Readonly<Record<string, unknown>>,
) => {
  const send = sendTo(baseUrl)
  const authorization = `Bearer ${await tokenOf(claims)}`
  const request = async <Body = Problem>(asked: ApiRequest): Promise<Answer<Body>> => {
    const answer = await send<Body>({ ...asked, headers: { authorization, ...asked.headers } })
    const wrong = wrongWith(answer, asked)
    if (wrong.length > 0)
      throw new Error(`${asked.method ?? 'GET'} ${asked.path} ${answer.status}: ${wrong.join('; ')}`)
    return answer
  }
  const consentRequest = (method: string, schoolId: string, headers: Headers, body?: unknown) =>
    request<Consent & Refusal>({
      method,
      path: paths.consent(schoolId),
      headers,
      ...(body === undefined ? {} : { body }),
    })
  return {
    request,
    get: async <Body>(path: string): Promise<Body> => (await request<Body>({ path })).body,
    put: (path: string, body: unknown) => request({ method: 'PUT', path, body }),
    give: (schoolId: string, terms: Terms) =>
      consentRequest('PUT', schoolId, { 'if-none-match': '*' }, terms),
    change: (schoolId: string, version: number, terms: Terms) =>
      consentRequest('PUT', schoolId, { 'if-match': `"${version}"` }, terms),
    withdraw: (schoolId: string, version: number) =>
      consentRequest('DELETE', schoolId, { 'if-match': `"${version}"` }),
    monitoring: async (schoolId: string) =>
      (await request<Monitoring>({ path: paths.monitoring(schoolId) })).body,
    consent: async (schoolId: string) => (await request<Consent>({ path: paths.consent(schoolId) })).body,
    delivery: async (schoolId: string) =>
      (await request<Delivery & Refusal>({ path: paths.delivery(schoolId) })).body,
    eventTypes: async (schoolId: string) =>
      (await request<Items<Event>>({ path: paths.events(schoolId) })).body.items.map(({ type }) => type),
    /** Brings a file and answers what became of it. */
    bring: async (kind: string, content: string | Uint8Array<ArrayBuffer>): Promise<ImportStatus> => {
      const { body } = await request<UploadRequest>({ method: 'POST', path: '/v1/imports', body: { kind } })
      const uploaded = await fetch(body.uploadUrl, { method: body.uploadMethod, body: content })
      if (!uploaded.ok) throw new Error(`the upload was answered with ${uploaded.status}`)
      await idle()
      return until(
        async () => (await request<ImportStatus>({ path: `/v1/imports/${body.importId}` })).body,
        ({ status }) => status === 'applied' || status === 'rejected',
      )
    },
  }
}
