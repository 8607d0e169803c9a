import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { environments } from '../../infra/environments.ts'
import type { Issuer } from '../../stubs/issuer/issuer.ts'
import type { Deployed } from './deployed.ts'
import { ACCOUNT } from './emulator.ts'
import type { Processes, Variables } from './processes.ts'

/** Synthesizes stage `dev` with the settings the project has for it, but for who signs tokens; answers the folder. */
export const synthesize = async (
  processes: Processes,
  folder: string,
  { issuer, audience, jwksUri }: Issuer,
  variables: Variables,
): Promise<string> => {
  const [settings, assembly] = [join(folder, 'settings.json'), join(folder, 'cdk.out')]
  const { mailDomain, portalUrl, inspectorate, alarmsTo, runbooksUrl } = environments.dev
  const tokens = { issuer, audience, jwksUri }
  const dev = { tokens, mailDomain, portalUrl, inspectorate, alarmsTo, runbooksUrl }
  await writeFile(settings, JSON.stringify({ dev }))
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

/** Deploys the stacks of stage `dev`; answers CloudFront's name for the front, and the ledger. */
export const deploy = async (
  processes: Processes,
  assembly: string,
  variables: Variables,
): Promise<Pick<Deployed, 'ledger'> & { frontName: string }> => {
  const outputs = `${assembly}/outputs.json`
  const asked = ['--require-approval', 'never', '--outputs-file', outputs, '--app', assembly]
  await processes.run('cdk', ['deploy', 'doorlevering-dev*', ...asked], variables)
  const {
    'doorlevering-dev-address': { FrontName },
    'doorlevering-dev-data': { LedgerBucket },
  } = JSON.parse(await readFile(outputs, 'utf8'))
  return { frontName: FrontName, ledger: LedgerBucket }
}
