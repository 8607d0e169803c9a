import { type Command, Option } from '@commander-js/extra-typings'
import { stages as known } from '../infra/environments.ts'

const json = () => new Option('--json', 'write what was found as JSON, for programs')
const stages = Object.keys(known) as (keyof typeof known)[]

const url = () =>
  new Option('--url <url>', 'address of the service, such as http://127.0.0.1:3000').env('DOORLEVERING_URL')
const stage = (about: string) =>
  new Option('--stage <stage>', about).choices(stages).env('DOORLEVERING_STAGE')
const token = () =>
  new Option('--token <token>', 'access token of an operator, instead of signing in').env(
    'DOORLEVERING_TOKEN',
  )

export const settings = () =>
  new Option('--settings <file>', 'your settings, where cdk.context.json does not name them')

/** A command about the service, as nobody in particular. */
export const serviceCommand = (parent: Command, name: string, description: string) =>
  parent
    .command(name)
    .description(description)
    .addOption(url())
    .addOption(stage('instead of --url: a stage in your AWS account'))
    .addOption(json())

/** A command that asks the API, as an operator. */
export const apiCommand = (parent: Command, name: string, description: string) =>
  serviceCommand(parent, name, description).addOption(token())

/** A command that asks AWS, with the credentials of the shell. */
export const awsCommand = (parent: Command, name: string, description: string) =>
  parent
    .command(name)
    .description(description)
    .addOption(stage('in your AWS account').makeOptionMandatory())
    .addOption(json())

/** A command that asks both. */
export const stageCommand = (parent: Command, name: string, description: string) =>
  awsCommand(parent, name, description).addOption(url()).addOption(token())
