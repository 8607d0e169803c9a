import { type Command, Option } from '@commander-js/extra-typings'
import { type Api, apiAt } from './api.ts'
import { outputOf, stacksOf } from './aws/stage.ts'
import { type Context, Misuse, type Outcome } from './context.ts'

/** What every command does the same way: the options that say where, and how what it found is told. */
export interface Shell {
  readonly context: Context
  /** The address of the service, without a slash at its end. Throws `Misuse` where options do not say it. */
  url(options: Where): Promise<string>
  api(options: Where & { token?: string | undefined }): Promise<Api>
  show(options: { json?: true | undefined }, outcome: Outcome): void
}

/** An address, or a stage whose stack tells it. */
export interface Where {
  url?: string | undefined
  stage?: string | undefined
}

const json = () => new Option('--json', 'write what was found as JSON, for programs')
const url = () =>
  new Option('--url <url>', 'address of the service, such as http://127.0.0.1:3000').env('DOORLEVERING_URL')
const stage = (about: string) => new Option('--stage <stage>', about).env('DOORLEVERING_STAGE')
const token = () =>
  new Option('--token <token>', 'access token of an operator, instead of signing in').env(
    'DOORLEVERING_TOKEN',
  )

export const settings = () =>
  new Option('--settings <file>', 'your settings, where cdk.context.json does not name them')

/** A command that asks the API. */
export const apiCommand = (parent: Command, name: string, description: string) =>
  parent
    .command(name)
    .description(description)
    .addOption(url())
    .addOption(stage('instead of --url: a stage in your AWS account'))
    .addOption(token())
    .addOption(json())

/** A command that asks AWS, with the credentials of the shell. */
export const awsCommand = (parent: Command, name: string, description: string) =>
  parent
    .command(name)
    .description(description)
    .addOption(stage('in your AWS account: dev, acc or prod').makeOptionMandatory())
    .addOption(json())

/** A command that asks both. */
export const stageCommand = (parent: Command, name: string, description: string) =>
  awsCommand(parent, name, description).addOption(url()).addOption(token())

export const shellOf = (context: Context, end: (ok: boolean) => void): Shell => {
  const urlOf = async ({ url, stage }: Where): Promise<string> => {
    if (url !== undefined) return addressIn(url)
    if (stage === undefined)
      throw new Misuse('Say where the service is: --url https://… (or DOORLEVERING_URL), or --stage.')
    return addressIn(await outputOf(await context.aws(), stacksOf(stage).service, 'ApiUrl'))
  }
  return {
    context,
    url: urlOf,
    api: async options => apiAt(await urlOf(options), options.token, context),
    show: (options, { data, text, ok }) => {
      context.write(`${options.json ? JSON.stringify(data, null, 2) : text}\n`)
      end(ok)
    },
  }
}

const addressIn = (url: string): string => {
  const parsed = URL.parse(url)
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.search || parsed.hash)
    throw new Misuse(
      `--url ${url} is no address: expected https://… or, on this machine, http://127.0.0.1:3000.`,
    )
  return parsed.href.replace(/\/(v1\/?)?$/, '')
}
