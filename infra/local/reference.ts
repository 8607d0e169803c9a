import { readFile } from 'node:fs/promises'
import { policyText, strictPolicy } from '../page/policy.ts'
import { type Page, page } from './static-files.ts'

const read = (url: string | URL) => readFile(new URL(url), 'utf8')
const own = (name: string) => read(new URL(`./reference/${name}`, import.meta.url))

/** The styles Redoc makes by script, by their SHA-256: that of its scrollbars, and an empty one that it fills later. */
const STYLES =
  "'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc=' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

/** The OpenAPI document as a page to read, by Redoc as it comes from npm. */
export const referencePage = async (): Promise<Page> =>
  page(
    {
      '/docs': { type: 'text/html; charset=utf-8', body: await own('index.html') },
      '/docs/start.js': { type: 'text/javascript; charset=utf-8', body: await own('start.js') },
      '/docs/redoc.js': {
        type: 'text/javascript; charset=utf-8',
        body: await read(import.meta.resolve('redoc/bundles/redoc.standalone.js')),
      },
    },
    // Redoc makes the worker that searches from its own text.
    policyText({
      ...strictPolicy,
      'style-src': `'self' ${STYLES}`,
      'img-src': "'self' data:",
      'worker-src': 'blob:',
    }),
  )
