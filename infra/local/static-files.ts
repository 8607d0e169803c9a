import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { HttpRequest } from './gateway.ts'

type Result = APIGatewayProxyStructuredResultV2

/** Answers what belongs to a page; undefined for any other path. */
export type Page = (request: HttpRequest) => Result | undefined

export interface StaticFile {
  type: string
  body: string
}

/** A page takes nothing from elsewhere, runs nothing that stands in it, and is shown in no frame. */
export const strictPolicy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
} as const

export const pageHeaders = (policy: Readonly<Record<string, string>>) => ({
  'Cache-Control': 'no-store',
  'Content-Security-Policy': Object.entries(policy)
    .map(directive => directive.join(' '))
    .join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
})

/** The files of a page by their paths, each under its policy. */
export const page = (
  files: Readonly<Record<string, StaticFile>>,
  policy: Readonly<Record<string, string>>,
): Page => {
  const headers = pageHeaders(policy)
  return ({ method, url }) => {
    const file = files[url.split('?')[0] ?? '']
    if (!file) return undefined
    if (method !== 'GET' && method !== 'HEAD') return { statusCode: 405, headers: { Allow: 'GET, HEAD' } }
    return { statusCode: 200, headers: { ...headers, 'Content-Type': file.type }, body: file.body }
  }
}
