import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { environments } from '../../infra/environments.ts'
import type { Outputs } from './deployed.ts'
import { ACCOUNT } from './emulator.ts'
import type { Processes, Variables } from './processes.ts'

/** The settings the project has for `dev` and `prod`, as one's own: without the names of others. */
const settingsWith = (portalUrl: string) => {
  const { tokens, mailDomain, inspectorate, alarmsTo, runbooksUrl } = environments.dev
  const prod = environments.prod
  return {
    dev: { tokens, mailDomain, portalUrl, inspectorate, alarmsTo, runbooksUrl },
    prod: {
      tokens: prod.tokens,
      mailDomain: prod.mailDomain,
      portalUrl: prod.portalUrl,
      inspectorate: prod.inspectorate,
      alarmsTo: prod.alarmsTo,
      runbooksUrl: prod.runbooksUrl,
    },
  }
}

/** Synthesizes the stages `dev`, with its pages at that address, and `prod`; answers the folder. */
export const synthesize = async (
  processes: Processes,
  folder: string,
  variables: Variables,
  portalUrl: string = environments.dev.portalUrl,
): Promise<string> => {
  const place = await mkdtemp(join(folder, 'stages-'))
  const [settings, assembly] = [join(place, 'settings.json'), join(place, 'cdk.out')]
  await writeFile(settings, JSON.stringify(settingsWith(portalUrl)))
  const context = ['--context', `settings=${settings}`]
  await processes.run('cdk', ['synth', '--quiet', ...context, '--output', assembly], variables)
  return assembly
}

/** Deploys what nobody made settings for; throws where that is not refused, with where to write them. */
export const tryExamples = async (processes: Processes, variables: Variables): Promise<void> => {
  const deployed = processes.run(
    'cdk',
    ['deploy', 'doorlevering-dev-data', '--require-approval', 'never'],
    variables,
  )
  const refusal = await deployed.then(
    () => '',
    (failure: Error) => `${failure.message} ${failure.cause}`,
  )
  if (!refusal.includes('settings.json')) throw new Error(`examples were not refused: ${refusal}`)
}

/** What an operator does in an account that is empty (docs/deploy.md). */
export const bootstrap = (processes: Processes, assembly: string, variables: Variables): Promise<string> =>
  processes.run(
    'cdk',
    ['bootstrap', `aws://${ACCOUNT}/${environments.dev.region}`, '--app', assembly],
    variables,
  )

/** Deploys these stacks, and what they need unless told otherwise; answers what they tell. */
export const deploy = async (
  processes: Processes,
  assembly: string,
  variables: Variables,
  ...stacks: readonly string[]
): Promise<Outputs> => {
  const outputs = `${assembly}/outputs.json`
  const asked = ['--require-approval', 'never', '--outputs-file', outputs, '--app', assembly]
  await processes.run('cdk', ['deploy', ...stacks, ...asked], variables)
  return JSON.parse(await readFile(outputs, 'utf8'))
}
