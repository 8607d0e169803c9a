import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { Command } from '@commander-js/extra-typings'
import { type Deployed, deployedBy } from '../test/cloud/deployed.ts'
import { installEmulator, startEmulator } from '../test/cloud/emulator.ts'
import { startMoto } from '../test/cloud/moto/server.ts'
import { Processes, type Variables } from '../test/cloud/processes.ts'
import { certificateFor } from '../test/support/certificate.ts'

/** By these names it answers: its own, as queues have it too, and those that AWS gives to functions and to CloudFront. */
const EMULATED = ['127.0.0.1', 'localhost', '*.lambda-url.eu-west-1.on.aws', '*.cloudfront.net']
const FAILED = '0 passed, 1 failed'
const isGood = (tally: string): boolean => tally.endsWith(' 0 failed')
const processes = new Processes()

const tell = (text: string): void => console.log(`— ${Math.round(performance.now() / 1000)} s: ${text}`)

/** The functions alone, against a second emulator, for what the first gets wrong. */
const onMoto = async (): Promise<string> => {
  tell('the second opinion: moto')
  const { endpoint, python, variables } = await startMoto(processes)
  const moto = { endpoint, ...deployedBy({}, 'dev') }
  return inOrder([
    () => story('copied-commands', { ...variables, PYTHON: python }, moto),
    () => story('second-opinion', variables, moto),
  ])
}

/** Tells the stories in an emulator that keeps its files in `folder`; answers the line that ends it. */
const onEmulator = async (folder: string): Promise<string> => {
  tell('the emulator')
  const python = await installEmulator(processes)
  const { endpoint, variables } = await startEmulator(processes, python, folder, certificateFor(EMULATED))
  const project = join(folder, 'project')
  const dev = async () => {
    const outputs = JSON.parse(await readFile(join(project, 'outputs.json'), 'utf8').catch(() => '{}'))
    return { endpoint, folder: project, ...deployedBy(outputs, 'dev') }
  }
  const chapter = (name: string) => async () => story(name, variables, await dev())
  const chapters = ['first-deployment', 'story', 'prod', 'page', 'trial', 'season', 'delivered', 'back']
  const tally = await inOrder(chapters.map(chapter))
  if (!isGood(tally)) console.log((await readFile(join(folder, 'emulator.log'), 'utf8')).slice(-10_000))
  console.log(await provisos())
  return tally
}

/** Tells a day of a stage with stubs that stands in an account, to whoever has its secret, by the outputs that its deployment wrote. */
const onAws = async (file: string): Promise<string> => {
  if (!process.env.STUBS_SECRET)
    throw new Error('STUBS_SECRET is missing: nobody else is let in (docs/cloud-test.md, “On AWS”).')
  const outputs = JSON.parse(await readFile(file, 'utf8'))
  const stage = Object.keys(outputs)
    .find(name => name.endsWith('-stubs'))
    ?.split('-')[1]
  if (stage === undefined) throw new Error(`${file} tells of no stage with stubs (docs/cloud-test.md)`)
  const deployed = deployedBy(outputs, stage)
  const chapters = ['delivered', 'trial'].map(name => () => story(name, process.env, deployed))
  return inOrder(chapters)
}

const story = async (name: string, variables: Variables, deployed: Deployed): Promise<string> => {
  tell(`the ${name}`)
  // Sentence by sentence, since they take their time; each goes on where the one before ended.
  const told = ['--reporter', 'verbose', '--reporter', './scripts/tally-reporter.ts', '--bail', '1']
  const child = processes.start('vitest', ['run', `test/cloud/${name}.test.ts`, ...told], {
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

/** Up to the first that fails; answers the tally of all. */
const inOrder = async (chapters: readonly (() => Promise<string>)[]): Promise<string> => {
  let [passed, failed] = [0, 0]
  for (const chapter of chapters) {
    const [good = 0, bad = 0] = (await chapter()).match(/\d+/g)?.map(Number) ?? []
    passed += good
    failed += bad
    if (failed > 0) break
  }
  return `${passed} passed, ${failed} failed`
}

/** What docs/cloud-test.md says is mended in the emulator, differs from AWS, or is not shown, and why. */
const provisos = async (): Promise<string> => {
  const page = await readFile(new URL('../docs/cloud-test.md', import.meta.url), 'utf8')
  return page.slice(page.indexOf('## What is mended'))
}

const said = (failure: unknown): string =>
  failure instanceof Error ? `${failure.message}\n${failure.cause ? said(failure.cause) : ''}` : `${failure}`

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => processes.stop())

const { aws } = new Command('npm run test:cloud --')
  .option('--aws <file>', 'what the deployment of a stage with stubs wrote: its outputs')
  .parse()
  .opts()
const folder = await mkdtemp(join(tmpdir(), 'doorlevering-cloud-'))
let tally = FAILED
try {
  tally = await (aws === undefined ? inOrder([onMoto, () => onEmulator(folder)]) : onAws(aws))
} catch (failure) {
  console.error(said(failure))
} finally {
  await processes.stop()
  await rm(folder, { recursive: true, force: true })
}
tell('done')
console.log(tally)
process.exitCode = isGood(tally) ? 0 : 1
