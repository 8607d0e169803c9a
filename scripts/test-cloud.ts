import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import type { Deployed } from '../test/cloud/deployed.ts'
import { bootstrap, deploy, synthesize, tryExamples } from '../test/cloud/deployment.ts'
import { installEmulator, startEmulator } from '../test/cloud/emulator.ts'
import { startIssuer } from '../test/cloud/issuer.ts'
import { Processes, type Variables } from '../test/cloud/processes.ts'
import { type StandIn, standInFor } from '../test/cloud/stand-in.ts'
import { certificateFor } from '../test/support/certificate.ts'

const FAILED = '0 passed, 1 failed'
const isGood = (tally: string): boolean => tally.endsWith(' 0 failed')
const processes = new Processes()

const tell = (text: string): void => console.log(`— ${Math.round(performance.now() / 1000)} s: ${text}`)

/** Deploys into an emulator that keeps its files in `folder`, and tells the story; answers the line that ends it. */
const test = async (python: string, folder: string): Promise<string> => {
  const certificate = certificateFor('127.0.0.1')
  const issuer = await startIssuer(certificate)
  let front: StandIn | undefined
  try {
    tell('starting it, and synthesizing stage dev')
    const { endpoint, variables } = await startEmulator(processes, python, folder, certificate)
    const assembly = await synthesize(processes, folder, issuer, variables)
    tell('cdk bootstrap')
    await bootstrap(processes, assembly, variables)
    tell('cdk deploy of the example settings, which is refused')
    await tryExamples(processes, variables)
    tell('cdk deploy')
    const { frontName, ledger } = await deploy(processes, assembly, variables)
    front = await standInFor(frontName, endpoint, certificate.cert)
    tell('the story')
    const deployed = { frontUrl: front.url, ledger, endpoint, tokensUrl: issuer.tokensUrl }
    const tally = await story(variables, deployed)
    if (!isGood(tally)) console.log((await readFile(join(folder, 'emulator.log'), 'utf8')).slice(-10_000))
    return tally
  } finally {
    front?.stop()
    issuer.stop()
  }
}

const story = async (variables: Variables, deployed: Deployed): Promise<string> => {
  // Sentence by sentence, since they take their time; each goes on where the one before ended.
  const told = ['--reporter', 'verbose', '--reporter', './scripts/tally-reporter.ts', '--bail', '1']
  const child = processes.start('vitest', ['run', 'test/cloud', ...told], {
    env: { ...variables, CLOUD: JSON.stringify(deployed) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  let tally = FAILED
  for await (const line of createInterface({ input: child.stdout! })) {
    if (/^\d+ passed, \d+ failed$/.test(line)) tally = line
    else console.log(line)
  }
  await closed
  return tally
}

/** What docs/cloud-test.md says is mended in the emulator, differs from AWS, or is not shown, and why. */
const provisos = async (): Promise<string> => {
  const page = await readFile(new URL('../docs/cloud-test.md', import.meta.url), 'utf8')
  return page.slice(page.indexOf('## What is mended'))
}

const said = (failure: unknown): string =>
  failure instanceof Error ? `${failure.message}\n${failure.cause ? said(failure.cause) : ''}` : `${failure}`

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => processes.stop())

const folder = await mkdtemp(join(tmpdir(), 'doorlevering-cloud-'))
let tally = FAILED
try {
  tell('the emulator')
  const python = await installEmulator(processes)
  tally = await test(python, folder)
  console.log(await provisos())
} catch (failure) {
  console.error(said(failure))
} finally {
  await processes.stop()
  await rm(folder, { recursive: true, force: true })
}
tell('done')
console.log(tally)
process.exitCode = isGood(tally) ? 0 : 1
