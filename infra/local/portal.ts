import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { buildSync } from 'esbuild'
import type { HttpRequest } from './gateway.ts'

type Result = APIGatewayProxyStructuredResultV2

/** Answers what belongs to the portal page; undefined for any other path. */
export type Portal = (request: HttpRequest) => Result | undefined

const folder = new URL('../../portal/', import.meta.url)

/** The page takes nothing from elsewhere, runs nothing that stands in it, and is shown in no frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': policy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
}

/** Reads the page and bundles its script and its stylesheet, in memory. */
export const bundlePortal = async (): Promise<Portal> => {
  const read = (name: string) => readFile(new URL(name, folder), 'utf8')
  const files = new Map([
    ['/', { type: 'text/html; charset=utf-8', body: await read('index.html') }],
    ['/portal.svg', { type: 'image/svg+xml', body: await read('portal.svg') }],
    ['/portal.css', { type: 'text/css; charset=utf-8', body: bundled('portal.css') }],
    ['/portal.js', { type: 'text/javascript; charset=utf-8', body: bundled('main.ts') }],
  ])
  return ({ method, url }) => {
    const file = files.get(url.split('?')[0] ?? '')
    if (!file) return undefined
    if (method !== 'GET' && method !== 'HEAD') return { statusCode: 405, headers: { Allow: 'GET, HEAD' } }
    return { statusCode: 200, headers: { ...headers, 'Content-Type': file.type }, body: file.body }
  }
}

const bundled = (name: string): string => {
  const entryPoints = [fileURLToPath(new URL(name, folder))]
  const { outputFiles } = buildSync({
    entryPoints,
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  })
  return outputFiles.map(({ text }) => text).join('')
}
