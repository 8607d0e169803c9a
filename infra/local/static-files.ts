import type { Request, Result } from '../../stubs/http.ts'
import { pageHeaders } from '../page/policy.ts'

/** Answers what belongs to a page; undefined for any other path. */
export type Page = (request: Request) => Result | undefined

export interface StaticFile {
  readonly type: string
  readonly body: string
  /** `no-store` where not told. */
  readonly cacheControl?: string
}

/** The files of a page by their paths, each under its policy. */
export const page = (files: Readonly<Record<string, StaticFile>>, policy: string): Page => {
  const headers = pageHeaders(policy)
  return ({ method, url }) => {
    const file = files[url.split('?')[0] ?? '']
    if (!file) return undefined
    if (method !== 'GET' && method !== 'HEAD') return { statusCode: 405, headers: { Allow: 'GET, HEAD' } }
    const { type, body, cacheControl } = file
    const kept = cacheControl !== undefined && { 'Cache-Control': cacheControl }
    return { statusCode: 200, headers: { ...headers, 'Content-Type': type, ...kept }, body }
  }
}
