import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { API_VERSION } from '../platform/api-version.ts'
import { type Problem, problemCatalogue, problemType } from './problems.ts'

/** What a route answers: an object becomes JSON, bytes and text go out as they are under `mediaType`. */
export interface Answer {
  status: number
  headers?: Readonly<Record<string, string>>
  body: unknown
  mediaType?: string
}

/** On every answer of our functions, refusals included (NL GOV API Design Rules 2.2, OWASP REST). */
export const everyAnswer = {
  'API-Version': API_VERSION,
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "frame-ancestors 'none'",
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
}

export const toResult = ({
  status,
  headers,
  body,
  mediaType,
}: Answer): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { ...everyAnswer, 'Content-Type': mediaType ?? 'application/json', ...headers },
  ...written(body),
})

const written = (body: unknown): { body: string; isBase64Encoded?: true } => {
  if (body instanceof Uint8Array) return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }
  return { body: typeof body === 'string' ? body : JSON.stringify(body) }
}

/** `instance` is the path that was asked for. */
export const problemResult = (problem: Problem, instance: string): APIGatewayProxyStructuredResultV2 => {
  const { status, title } = problemCatalogue[problem.code]
  const { code, detail, errors } = problem
  return toResult({
    status,
    headers: problem.headers,
    mediaType: 'application/problem+json',
    body: {
      type: problemType(code),
      title,
      status,
      detail,
      code,
      instance,
      ...(errors && { errors }),
    },
  })
}
