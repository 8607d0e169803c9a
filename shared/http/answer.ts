import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { API_VERSION } from '../platform/api-version.ts'
import { type Problem, problems, problemType } from './problems.ts'
import type { Answer } from './route.ts'

export type Result = APIGatewayProxyStructuredResultV2

/** On every answer of our functions, refusals included (NL GOV API Design Rules 2.2, OWASP REST). */
export const everyAnswer = {
  'API-Version': API_VERSION,
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "frame-ancestors 'none'",
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
}

/** What a media type is called in full, where there is more to say of it (RFC 7111 and RFC 4180 for CSV). */
const contentTypes: Readonly<Record<string, string>> = {
  'text/csv': 'text/csv; charset=utf-8; header=present',
}

export const toResult = ({ status, headers, body, mediaType = 'application/json' }: Answer): Result => ({
  statusCode: status,
  headers: {
    ...everyAnswer,
    ...(body !== undefined && { 'Content-Type': contentTypes[mediaType] ?? mediaType }),
    ...headers,
  },
  ...(body !== undefined && written(body)),
})

const written = (body: unknown): { body: string; isBase64Encoded?: true } => {
  if (body instanceof Uint8Array) return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }
  return { body: typeof body === 'string' ? body : JSON.stringify(body) }
}

/** `path` is the one that was asked for, as the gateway has it. */
export const problemResult = (problem: Problem, path: string): Result => {
  const { code, detail, errors, headers } = problem
  const { status, title } = problems[code]
  const type = problemType(code)
  return toResult({
    status,
    headers,
    mediaType: 'application/problem+json',
    body: { type, title, status, detail, code, instance: instanceOf(path), ...(errors && { errors }) },
  })
}

/**
 * The path that was asked for, as a URI reference (RFC 3986, section 4.2). The HTTP API decodes a path, and a request
 * line may hold anything: what cannot stand in a path is encoded, and `*` (RFC 9112, section 3.2.4) has none.
 */
export const instanceOf = (path: string): string => {
  const [, ofAbsoluteForm] = /^https?:\/\/[^/?#]*(.*)$/is.exec(path) ?? []
  const asked = ofAbsoluteForm ?? path
  if (!asked.startsWith('/')) return '/'
  // Two slashes at the beginning would be the name of a host.
  return (asked.startsWith('//') ? `/.${asked}` : asked)
    .toWellFormed()
    .replaceAll(/%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]/gu, encodeURIComponent)
}
