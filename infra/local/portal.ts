import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { type Page, page, strictPolicy } from './static-files.ts'

const folder = new URL('../../portal/', import.meta.url)

/** What a deployment says in the same file, apart from the issuer. */
const configuration = {
  clientId: 'doorlevering-portal',
  scope: 'openid monitoring',
  notice: 'Lokale omgeving. Verzonnen scholen en gegevens. Er gaat niets naar de inspectie.',
}

/** Reads the portal page and bundles its script and its stylesheet, in memory. */
export const portalPage = async (issuer: string): Promise<Page> => {
  const read = (name: string) => readFile(new URL(name, folder), 'utf8')
  return page(
    {
      '/': { type: 'text/html; charset=utf-8', body: await read('index.html') },
      '/config.json': { type: 'application/json', body: JSON.stringify({ ...configuration, issuer }) },
      '/portal.svg': { type: 'image/svg+xml', body: await read('portal.svg') },
      '/portal.css': { type: 'text/css; charset=utf-8', body: bundled('portal.css') },
      '/portal.js': { type: 'text/javascript; charset=utf-8', body: bundled('main.ts') },
    },
    { ...strictPolicy, 'require-trusted-types-for': "'script'" },
  )
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
