import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { bundle } from '../../../infra/bundle.ts'
import { environmentOf } from '../../../infra/function-environment.ts'
import { manifests } from '../../../infra/manifests.ts'
import { type Cost, interleaved } from '../cost.ts'
import { messageOf, temporaryFolder } from '../programs.ts'
import type { Measurement, Row } from '../row.ts'

const project = fileURLToPath(new URL('../../..', import.meta.url))
const program = fileURLToPath(new URL('../programs/start.cjs', import.meta.url))

/** As esbuild does it where it is told nothing: with the SDK's CommonJS, and with zod by its main entry. */
const bundleNaively = (ids: readonly string[], folder: string): void => {
  const entries = join(folder, 'entries')
  mkdirSync(entries, { recursive: true })
  for (const id of ids) {
    const handler = JSON.stringify(join(project, `functions/${id}/index.ts`))
    writeFileSync(
      join(entries, `${id}.ts`),
      `import * as zod from 'zod'\nObject.assign(globalThis, { zod })\nexport * from ${handler}\n`,
    )
  }
  buildSync({
    entryPoints: ids.map(id => join(entries, `${id}.ts`)),
    nodePaths: [join(project, 'node_modules')],
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    logLevel: 'warning',
  })
}

/** What Lambda gives to a function, as far as its import asks for it. */
const environmentIn = (folder: string, id: string): NodeJS.ProcessEnv => {
  const { settings } = manifests[id]!
  const known = Object.fromEntries(Object.keys(settings).map(name => [name, `https://${name}.example`]))
  return {
    ...environmentOf(settings, known, ({ path }) => join(folder, path.slice(path.lastIndexOf('/') + 1))),
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
    POWERTOOLS_SERVICE_NAME: id,
  }
}

const measure = async (id: string, naive: string, rounds: number): Promise<Row> => {
  const folder = temporaryFolder()
  await bundle(`functions/${id}`, manifests[id]!, folder)
  // As in Lambda, where the files beside the code are in the folder that it runs in.
  const options = { env: environmentIn(folder, id), execArgv: [], cwd: folder }
  const start = (file: string) => () => messageOf<Cost>(program, file ? [file] : [], options)
  const costs = await interleaved(rounds, {
    bare: start(''),
    ours: start(join(folder, 'index.js')),
    naive: start(join(naive, `${id}.cjs`)),
  })
  const above = (part: 'cpu' | 'wall', name: 'ours' | 'naive') => costs[name][part] - costs.bare[part]
  return {
    measure: `cold start of ${id}`,
    unit: 'ms',
    ours: above('cpu', 'ours'),
    reference: above('cpu', 'naive'),
    wallRatio: above('wall', 'ours') / above('wall', 'naive'),
    target: { atMost: 0.45 },
  }
}

export const coldStart: Measurement = {
  name: 'cold start',
  about:
    'CPU of loading it in a fresh process, as Lambda does, beside the same handler bundled by esbuild’s defaults, with all of zod and the SDK’s search for credentials; both less bare Node.js',
  run: async size => {
    const ids = Object.keys(manifests)
    const naive = temporaryFolder()
    bundleNaively(ids, naive)
    const rows: Row[] = []
    for (const id of ids) rows.push(await measure(id, naive, size === 'quick' ? 1 : 9))
    return rows
  },
}
