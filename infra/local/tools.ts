import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { policyText, strictPolicy } from '../page/policy.ts'
import { type Page, page } from './static-files.ts'

/** Where the page finds the tools of this environment. */
export const TOOLS = '/_local/tools.js'

const folder = fileURLToPath(new URL('./tools/', import.meta.url))

/** What the page shows here and nowhere else: the clock, the mails and what the inspectorate received. */
export const toolsPage = async (): Promise<Page> => {
  const { outputFiles } = await build({
    entryPoints: { tools: `${folder}main.ts`, styles: `${folder}tools.css` },
    outdir: folder,
    bundle: true,
    format: 'esm',
    logLevel: 'error',
    write: false,
  })
  const built = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ''
  return page(
    {
      [TOOLS]: { type: 'text/javascript; charset=utf-8', body: built('.js') },
      '/_local/tools.css': { type: 'text/css; charset=utf-8', body: built('.css') },
    },
    policyText(strictPolicy),
  )
}
