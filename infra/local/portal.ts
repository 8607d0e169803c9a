import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { type Page, page, strictPolicy } from './static-files.ts'

const folder = new URL('../../portal/', import.meta.url)

/** Reads the portal page and bundles its script and its stylesheet, in memory. */
export const portalPage = async (): Promise<Page> => {
  const read = (name: string) => readFile(new URL(name, folder), 'utf8')
  return page(
    {
      '/': { type: 'text/html; charset=utf-8', body: await read('index.html') },
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
