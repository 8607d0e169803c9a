import { defaults, type LocalSettings, startLocal } from '../../../infra/local/start.ts'
import type { Log } from '../../../shared/platform/log.ts'
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

export interface Received {
  idempotencyKey: string
  receiptId: string
  receivedAt: string
  signatureValid: boolean
  headers: Readonly<Record<string, string>>
  payload: string
}

type Headers = Readonly<Record<string, string>>

export type LocalService = Awaited<ReturnType<typeof localService>>

/** The whole service on a free port of this machine, spoken to by nothing but HTTP. */
export const localService = async (settings: Partial<LocalSettings> = {}, log?: Log) => {
  const { baseUrl, environment, stop } = await startLocal({ ...defaults, port: 0, ...settings }, log)

  const send = async <Body = Problem>({
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

  const control = async <Body>(method: string, path: string, body?: unknown): Promise<Body> => {
    const answer = await send<Body>({
      method,
      path: `/_local/${path}`,
      ...(body === undefined ? {} : { body }),
    })
    if (answer.status !== 200)
      throw new Error(`${method} /_local/${path} answered ${answer.status}: ${answer.text}`)
    return answer.body
  }

  const tokenOf = async (claims: Readonly<Record<string, unknown>>): Promise<string> =>
    (await control<{ accessToken: string }>('POST', 'tokens', claims)).accessToken

  /** Someone with a token. Of every answer it is checked what the contract promises of all. */
  const caller = async (claims: Readonly<Record<string, unknown>>) => {
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
      bring: async (kind: string, content: string): Promise<ImportStatus> => {
        const { body } = await request<UploadRequest>({ method: 'POST', path: '/v1/imports', body: { kind } })
        const uploaded = await fetch(body.uploadUrl, { method: body.uploadMethod, body: content })
        if (!uploaded.ok) throw new Error(`the upload was answered with ${uploaded.status}`)
        await control('GET', 'idle')
        return (await request<ImportStatus>({ path: `/v1/imports/${body.importId}` })).body
      },
    }
  }

  return {
    baseUrl,
    environment,
    stop,
    send,
    control,
    tokenOf,
    caller,
    moveClockTo: (now: string) => control<{ now: string }>('PUT', 'clock', { now }),
    now: async () => (await control<{ now: string }>('GET', 'clock')).now,
    idle: () => control('GET', 'idle'),
    /** All that were sent, oldest first, once nothing is under way. */
    mails: async () => {
      await control('GET', 'idle')
      return (await control<Items<Mail>>('GET', 'mails')).items
    },
    received: async () => (await control<Items<Received>>('GET', 'inspectorate/deliveries')).items,
    orderMailFaults: (...kinds: readonly string[]) =>
      control('PUT', 'mails/faults', { faults: kinds.map(kind => ({ kind })) }),
    orderInspectorateFaults: (...faults: readonly object[]) =>
      control('PUT', 'inspectorate/faults', { faults }),
  }
}
