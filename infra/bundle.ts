import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type OutputChunk } from 'rolldown'
import type { LambdaManifest } from '../functions/manifest.ts'

const project = fileURLToPath(new URL('..', import.meta.url))

/**
 * Puts into a folder what Lambda gets of the function in `source`: `index.js`, beside it what is loaded late, and its files.
 * Answers the files of code.
 */
export const bundle = async (
  source: string,
  { files = [], page }: Pick<LambdaManifest, 'files' | 'page'>,
  folder: string,
): Promise<readonly OutputChunk[]> => {
  const { output } = await build({
    cwd: project,
    input: { index: `${source}/index.ts` },
    platform: 'node',
    resolve: {
      // Our own SDK, locked and tree-shaken, which needs the ES modules first.
      mainFields: ['module', 'main'],
      alias: {
        // What fontkit reads WOFF2 fonts with, half a megabyte; ours are TrueType.
        'brotli/decompress.js': 'node:zlib',
        '@aws-sdk/credential-provider-node': join(
          project,
          'shared/platform/adapters/environment-credentials.ts',
        ),
      },
    },
    output: {
      dir: folder,
      // What is imported of Node as an ES module loads all that it lends out, and nobody uses.
      format: 'cjs',
      // One letter beyond ASCII, and V8 keeps each letter of a file in two bytes.
      charset: 'ascii',
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      minify: true,
      sourcemap: true,
      sourcemapExcludeSources: true,
    },
  })
  for (const file of files) cpSync(join(project, file), join(folder, file.slice(file.lastIndexOf('/') + 1)))
  if (page) {
    const { buildPage } = await import('./page/build.ts')
    writeFileSync(join(folder, page), JSON.stringify(await buildPage()))
  }
  return output.filter(({ type }) => type === 'chunk') as OutputChunk[]
}
