import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import Negotiator from 'negotiator'
import { pageHeaders } from '../page/policy.ts'
import type { HttpRequest } from './gateway.ts'

type Result = APIGatewayProxyStructuredResultV2

/** Answers what belongs to a page; undefined for any other path. */
export type Page = (request: HttpRequest) => Result | undefined

export interface StaticFile {
  readonly type: string
  readonly body: string
  /** `no-store` where not told. */
  readonly cacheControl?: string
}

/** The files of a page by their paths, each under its policy. */
export const page = (files: Readonly<Record<string, StaticFile>>, policy: string): Page => {
  const headers = pageHeaders(policy)
  return ({ method, url, headers: asked }) => {
    const file = files[url.split('?')[0] ?? '']
    if (!file) return undefined
    if (method !== 'GET' && method !== 'HEAD') return { statusCode: 405, headers: { Allow: 'GET, HEAD' } }
    const { type, body, cacheControl } = file
    const encoding = encodingFor(asked['accept-encoding'])
    return {
      statusCode: 200,
      headers: {
        ...headers,
        'Content-Type': type,
        Vary: 'Accept-Encoding',
        ...(cacheControl !== undefined && { 'Cache-Control': cacheControl }),
        ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
      },
      body: encode[encoding](body).toString('base64'),
      isBase64Encoded: true,
    }
  }
}

type Encoding = keyof typeof encode

/** As a content delivery network does: well enough, and at once. */
const encode = {
  br: (body: string) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: string) => gzipSync(body),
  identity: (body: string) => Buffer.from(body),
} as const

/** The smallest of those that the browser accepts. */
const encodingFor = (accepted: string | undefined): Encoding => {
  const smallestFirst = Object.keys(encode) as Encoding[]
  const good = new Negotiator({ headers: { 'accept-encoding': accepted } }).encodings(smallestFirst)
  return smallestFirst.find(encoding => good.includes(encoding)) ?? 'identity'
}
