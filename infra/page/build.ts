import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Metafile, type Plugin } from 'esbuild'
import { portalStyles } from './styles.ts'

/** A file of the page, as it is served: by the local environment, and out of a bucket by CloudFront. */
export interface PageFile {
  /** Without a slash before it. */
  readonly name: string
  readonly type: string
  readonly cacheControl: string
  readonly body: string
}

const source = fileURLToPath(new URL('../../portal/', import.meta.url))

/** A name with a hash means the same bytes for good. */
const FOR_GOOD = 'public, max-age=31536000, immutable'
/** Asked for anew each time, and not sent again where it is what the browser has. */
export const ASK_AGAIN = 'no-cache'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const fileOf = (name: string, body: string, cacheControl: string): PageFile => {
  const type = types[extname(name)]
  if (type === undefined) throw new Error(`no media type is known for ${name}`)
  return { name, type, cacheControl, body }
}

/** Builds the page of `portal/`, but for its `config.json`, in memory. `index.html` comes last, since it names the others. */
export const buildPage = async (): Promise<readonly PageFile[]> => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: source,
    entryPoints: ['main.ts', 'portal.css'],
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    splitting: true,
    outdir: '.',
    bundle: true,
    minify: true,
    format: 'esm',
    legalComments: 'none',
    logLevel: 'error',
    metafile: true,
    plugins: [usedStyles],
    write: false,
  })
  const built = outputFiles.map(({ path, text }) => fileOf(path.slice(source.length), text, FOR_GOOD))
  const html = Object.entries(metafile.outputs).reduce(
    (page, [name, { entryPoint }]) => page.replace(`"/${entryPoint}"`, `"/${name}"`),
    read('index.html').replace('</head>', `${preloads(metafile)}</head>`),
  )
  return [
    ...built,
    fileOf('portal.svg', read('portal.svg'), ASK_AGAIN),
    fileOf('index.html', html, ASK_AGAIN),
  ]
}

/** What the script begins with is asked for together with it, and not one after another. */
const preloads = ({ outputs }: Metafile): string => {
  const main = Object.keys(outputs).filter(name => outputs[name]?.entryPoint === 'main.ts')
  const needed = new Set(main)
  // A set is walked along what is added on the way.
  for (const name of needed)
    for (const { path, kind } of outputs[name]?.imports ?? [])
      if (kind === 'import-statement') needed.add(path)
  return [...needed]
    .filter(name => !main.includes(name))
    .map(name => `  <link rel="modulepreload" href="/${name}">\n`)
    .join('')
}

const usedStyles: Plugin = {
  name: 'used-styles',
  setup: ({ onLoad }) =>
    onLoad({ filter: /portal\.css$/ }, async () => ({ contents: await portalStyles(), loader: 'css' })),
}

const read = (name: string): string => readFileSync(`${source}${name}`, 'utf8')
