import { spawn } from 'node:child_process'
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { type Ended, endOf, type Watch } from '../support/command.ts'
import { deployed } from './deployed.ts'
import { exampleSettings } from './guide.ts'

const root = join(import.meta.dirname, '../..')
const { folder = '', endpoint = '' } = deployed()
const home = join(folder, 'home')
/** What was set and exported in the shell, since each of its commands is a process of its own. */
const state = join(home, 'shell')

/** What the tests' own runner is told is no business of what it starts. */
const inherited = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|npm_|CLOUD)/.test(name)),
)
const env = {
  ...inherited,
  HOME: home,
  CDK_HOME: home,
  XDG_CONFIG_HOME: home,
  CURL_CA_BUNDLE: process.env.AWS_CA_BUNDLE,
}

/** A folder that holds the project by links, in which settings and outputs can be written. */
export const makeFolder = async (): Promise<void> => {
  await mkdir(home, { recursive: true })
  for (const name of await readdir(root))
    if (!/^(\.|cdk\.out|cdk\.context\.json|settings\.json)/.test(name))
      await symlink(join(root, name), join(folder, name))
  // Nobody is there to be asked whether rights may be given.
  await writeFile(join(home, '.cdk.json'), JSON.stringify({ requireApproval: 'never' }))
  // Whatever the name, it is the emulator's.
  await writeFile(join(home, '.curlrc'), `connect-to = "::${new URL(endpoint).host}"\n`)
}

/** Gives commands to the operator's shell, up to the first that fails. */
export const attempt = (commands: string, watch?: Watch): Promise<Ended> => {
  const kept = `. '${state}' 2> /dev/null || true; trap "{ declare -p; declare -f; } > '${state}'" EXIT`
  return endOf(
    spawn('bash', ['-ec', `${kept}\n${commands}`], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] }),
    watch,
  )
}

/** The same, of which all are to go well; answers what they wrote. */
export const run = async (commands: string, watch?: Watch): Promise<string> => {
  const { code, out, told } = await attempt(commands, watch)
  expect(code, `${commands}\n${out}${told}`).toBe(0)
  return out
}

/**
 * Writes the settings of docs/deploy.md, with the stubs in `dev`, and synthesizes its stages once for all commands of the CDK
 * that follow.
 */
export const synthesize = async (
  assembly: string,
  stages: Readonly<Record<string, object>>,
): Promise<void> => {
  const settings = Object.entries(stages).map(([stage, own]) => [stage, { ...exampleSettings, ...own }])
  await writeFile(join(folder, 'settings.json'), JSON.stringify(Object.fromEntries(settings)))
  await run(`unset CDK_APP; npx cdk synth --quiet --output ${assembly}; export CDK_APP=${assembly}`)
}

export const withStubs = { tokens: 'stub', inspectorate: 'stub' }
