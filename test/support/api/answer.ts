import { wrongByDocument } from './documented.ts'
import type { Problem } from './shapes.ts'

/** An answer of the API. Names of headers are in lower case; `body` is what the JSON held. */
export interface Answer<Body = Problem> {
  status: number
  headers: Readonly<Record<string, string>>
  text: string
  body: Body
}

export interface ApiRequest {
  method?: string
  /** Path and query. */
  path: string
  /** Text and bytes go out as they are; anything else as JSON. */
  body?: unknown
  headers?: Readonly<Record<string, string>>
}

/** The body of a request, with the content type that belongs to it. */
export const bodyOf = (body: unknown): { bytes: Buffer; headers: Record<string, string> } => {
  if (body === undefined) return { bytes: Buffer.alloc(0), headers: {} }
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  return {
    bytes: isRaw ? Buffer.from(body) : Buffer.from(JSON.stringify(body)),
    headers: { 'content-type': 'application/json' },
  }
}

/** Names in lower case, values as text; what is undefined is no header. */
export const headersOf = (headers: Readonly<Record<string, string | number | boolean | undefined>>) =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), String(value)]],
    ),
  )

/** What the text holds if it is JSON. */
export const jsonIn = (text: string): unknown => (/^[[{]/.test(text) ? JSON.parse(text) : undefined)

/** Every problem the API may answer with, by its code (contract section 4). */
const statuses: Readonly<Record<string, number>> = {
  'already-delivered': 409,
  'consent-locked': 409,
  'consent-withdrawn': 409,
  'no-survey-results': 409,
  'no-board-administrator': 409,
  'delivery-not-failed': 409,
  'results-closed': 409,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'report-not-available': 404,
  'consent-not-found': 404,
  'delivery-not-found': 404,
  'method-not-allowed': 405,
  'not-acceptable': 406,
  'version-mismatch': 412,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'version-required': 428,
  'invalid-request': 400,
  'too-many-requests': 429,
  'temporarily-unavailable': 503,
  'internal-error': 500,
}

const faultCodes = [
  ...[
    'required',
    'invalid-type',
    'invalid-format',
    'unknown-property',
    'unknown-parameter',
    'not-applicable',
    'must-be-true',
  ],
  ...['invalid-date', 'date-not-offered', 'date-too-early', 'level-not-allowed'],
  ...['text-empty', 'text-too-long', 'control-characters'],
]

const headersOfEveryAnswer: Readonly<Record<string, RegExp>> = {
  'api-version': /^\d+\.\d+\.\d+$/,
  'cache-control': /^no-store$/,
  'content-security-policy': /^frame-ancestors 'none'$/,
  'strict-transport-security': /^max-age=[1-9]\d{6,}/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
}

/**
 * What the contract promises of each answer, whatever it is about: headers, the shape of a problem, and all that the
 * OpenAPI document tells. Told as sentences on what is wrong with this one. Asked of every answer in these tests.
 */
export const wrongWith = (
  answer: Answer<unknown>,
  { method = 'GET', path }: ApiRequest,
): readonly string[] => {
  const missing = Object.entries(headersOfEveryAnswer)
    .filter(([name, form]) => !form.test(answer.headers[name] ?? ''))
    .map(([name]) => `header ${name} is ${answer.headers[name]}`)
  return [
    ...missing,
    ...(answer.status < 400 || method === 'HEAD' ? [] : wrongWithProblem(answer, path)),
    ...(hasContent(method, answer) || answer.text === '' ? [] : [`${method} ${answer.status} has a body`]),
    ...wrongByDocument(method, path, answer),
  ]
}

/** RFC 9110, sections 9.3.2, 15.3.5 and 15.4.5. */
export const hasContent = (method: string, { status }: Answer<unknown>): boolean =>
  method !== 'HEAD' && status !== 204 && status !== 304

const wrongWithProblem = ({ status, headers, body }: Answer<unknown>, path: string): readonly string[] => {
  const problem = body as Problem
  const names = Object.keys(problem).filter(name => name !== 'errors')
  const isInvalid = problem.code === 'invalid-request'
  const claims: Record<string, boolean> = {
    'a problem is application/problem+json': headers['content-type'] === 'application/problem+json',
    'a problem has these members': names.sort().join() === 'code,detail,instance,status,title,type',
    'a problem repeats its status': problem.status === status,
    'a problem has a code of the catalogue': statuses[problem.code] === status,
    'the type of a problem is a URI': URL.canParse(problem.type),
    'a problem is explained': problem.title.length > 5 && problem.detail.length > 5,
    'the instance is the path': isInstanceOf(problem.instance, path.split('?')[0] ?? ''),
    'only an invalid request has faults': isInvalid === Array.isArray(problem.errors),
    'every fault says where, which and what': (problem.errors ?? []).every(isFault),
  }
  return Object.keys(claims).filter(claim => !claims[claim])
}

/** An absolute path in characters that a URI may have (RFC 3986, section 3.3): the one that was asked for, where that is one. */
const PATH =
  /^\/(?:(?:[\w\-.~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+(?:\/(?:[\w\-.~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})*)*)?$/

const isInstanceOf = (instance: string, path: string): boolean =>
  PATH.test(instance) && (instance === path || !PATH.test(path))

const isFault = ({ pointer, parameter, code, detail }: NonNullable<Problem['errors']>[number]): boolean =>
  (pointer === undefined) !== (parameter === undefined) &&
  (pointer === undefined || /^(\/.*)?$/s.test(pointer)) &&
  faultCodes.includes(code) &&
  detail.length > 5

/** The faults of a request, as place and code, in the order of their places. */
export const faultsOf = ({ body }: { body: { errors?: Problem['errors'] } }): readonly string[] =>
  (body.errors ?? []).map(({ pointer, parameter, code }) => `${pointer ?? parameter} ${code}`).sort()
