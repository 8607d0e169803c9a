import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { API_VERSION } from '../shared/platform/api-version.ts'

const root = join(import.meta.dirname, '..')
const source = join(root, 'client')
/** Where it is built and packed: in the client's own folder, or in the one that is named. */
const folder = process.argv[2] ?? join(source, 'dist')

const manifestIn = (path: string) => JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))

/** The package for portals: JavaScript with its types, what it needs in it, of the version of the API. */
const build = (): void => {
  rmSync(folder, { recursive: true, force: true })
  execFileSync('tsc', ['--project', source, '--outDir', folder], { stdio: 'inherit' })
  const { 'openapi-fetch': version } = manifestIn(root).devDependencies
  const manifest = { ...manifestIn(source), version: API_VERSION, dependencies: { 'openapi-fetch': version } }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  for (const file of ['README.md', 'example.ts']) cpSync(join(source, file), join(folder, file))
  for (const name of ['openapi-fetch', 'openapi-typescript-helpers'])
    cpSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true })
}

build()
execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: folder, stdio: 'inherit' })
