import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, buildSync } from 'esbuild'
import type { LambdaManifest } from '../functions/manifest.ts'

const project = fileURLToPath(new URL('..', import.meta.url))

/** How each function's code is bundled: what it loads late stands in files of its own. */
const options = {
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  outExtension: { '.js': '.mjs' },
  absWorkingDir: project,
  logLevel: 'warning',
  // Our own SDK, locked and tree-shaken, which needs the ES modules first.
  mainFields: ['module', 'main'],
  alias: {
    // What fontkit reads WOFF2 fonts with, half a megabyte; ours are TrueType.
    'brotli/decompress.js': 'node:zlib',
    '@aws-sdk/credential-provider-node': './shared/platform/adapters/environment-credentials.ts',
  },
  // CommonJS packages within the bundle call `require` for Node's own modules.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
} as const satisfies BuildOptions

/** Puts into a folder what Lambda gets of the function in `source`: `index.mjs`, what it loads late, and the files beside them. */
export const bundle = (
  source: string,
  { files = [], page }: Pick<LambdaManifest, 'files' | 'page'>,
  folder: string,
) => {
  const { metafile } = buildSync({
    ...options,
    metafile: true,
    entryPoints: { index: `${source}/index.ts` },
    outdir: folder,
  })
  for (const file of files) cpSync(join(project, file), join(folder, file.slice(file.lastIndexOf('/') + 1)))
  // In a process of its own: building the page takes promises, and the CDK waits for none.
  if (page) execFileSync(process.execPath, [join(project, 'infra/page/write.ts'), join(folder, page)])
  return metafile
}
