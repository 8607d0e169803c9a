import { Argument, type Command, InvalidArgumentError } from '@commander-js/extra-typings'
import type { Environment } from '../../infra/stage-settings.ts'
import { day } from '../../shared/platform/day.ts'
import { type Api, answered, type Schemas } from '../api.ts'
import { concurrency, identity, sending } from '../aws/account.ts'
import { scheduleNames, signingKey, subscriptions } from '../aws/deployed.ts'
import { failedQueues } from '../aws/failed-queues.ts'
import { stacksOf } from '../aws/stage.ts'
import { type Check, checkList, type Found, look } from '../checks.ts'
import type { Context } from '../context.ts'
import { settings, stageCommand } from '../options.ts'
import type { Shell } from '../shell.ts'
import { listed } from './deliveries.ts'
import { healthChecks } from './health.ts'

/** A certificate that ends within so many days of the date is renewed before. */
const SPARE_DAYS = 14
/** Of each delivery a board is mailed, with so many administrators at most, and SES counts by addressee. */
const ADDRESSEES = 10

export const addReady = (program: Command, shell: Shell): void => {
  stageCommand(program, 'ready', 'See whether all is ready for the deliveries of a date, a week before it')
    .addArgument(new Argument('<date>', 'such as 2027-07-01').argParser(dateOf))
    .addOption(settings())
    .action(async (date, options) => {
      const { context } = shell
      const environment = await context.settings(options.stage, options.settings)
      const aws = context.aws(environment.region)
      const api = await shell.api(options)
      const { account } = await identity(aws, environment.account)
      const planned = await listed(api, { status: 'planned' })
      const due = planned.filter(({ deliveryDate }) => deliveryDate === date)
      const { stage } = options
      const checks = await Promise.all([
        look('schedules', async () => schedulesOf(planned, due, await scheduleNames(aws, stage))),
        look('Lambda', () => concurrency(aws, environment)),
        look('SES', () => sending(aws, environment, due.length * ADDRESSEES)),
        look('signing key', () => signingKey(aws, stage)),
        look('alarms', () => subscriptions(aws, stage, environment.region, account)),
        look('dead letters', async () => emptyOf(await failedQueues(aws, stacksOf(stage).service))),
        ...hostsOf(environment).map(host => look('certificate', () => certificateOf(host, date, context))),
      ])
      shell.show(options, checkList([...checks, ...(await backlogOf(api, context))]))
    })
}

/** What has a certificate that somebody renews: the stubs have AWS'. */
const hostsOf = ({ portalUrl, tokens, inspectorate }: Environment): readonly string[] => {
  const issuer = tokens === 'stub' ? [] : [tokens.issuer]
  const endpoints = inspectorate === 'stub' ? [] : [inspectorate.url, inspectorate.tokenUrl]
  return [...new Set([portalUrl, ...issuer, ...endpoints].map(url => new URL(url).host))]
}

const dateOf = (text: string): string => {
  if (!day.safeParse(text).success)
    throw new InvalidArgumentError('Expected a day that exists, such as 2027-07-01.')
  return text
}

/** Every consent of the date has its schedule, and there is none that nobody consented to. */
const schedulesOf = (
  planned: readonly Schemas['DeliveryItem'][],
  due: readonly Schemas['DeliveryItem'][],
  names: ReadonlySet<string>,
): Found => {
  const consents = new Set(planned.map(({ deliveryId }) => deliveryId))
  const missing = due.filter(({ deliveryId }) => !names.has(deliveryId)).map(({ deliveryId }) => deliveryId)
  const stale = [...names].filter(name => !consents.has(name))
  return {
    ok: missing.length === 0 && stale.length === 0,
    found: `${due.length} consents, ${due.length - missing.length} schedules; ${stale.length} schedules without a consent`,
    todo: [
      'reconcile-schedules mends both each night: docs/runbooks/mail-and-planning.md#schedules-that-were-missing',
      ...[...missing, ...stale].slice(0, 20),
    ],
  }
}

const emptyOf = (queues: Awaited<ReturnType<typeof failedQueues>>): Found => {
  const full = queues.filter(({ messages }) => messages > 0)
  return {
    ok: full.length === 0,
    found: full.length === 0 ? 'none' : full.map(({ name, messages }) => `${name}: ${messages}`).join('; '),
    todo: ['npx doorlevering redrive --stage <stage>'],
  }
}

const certificateOf = async (host: string, date: string, { certificateUntil }: Context): Promise<Found> => {
  const until = await certificateUntil(host)
  return {
    ok: until > Date.parse(date) + SPARE_DAYS * 86_400_000,
    found: `${host}: until ${new Date(until).toISOString().slice(0, 10)}`,
    todo: ['Have it renewed before the date, or see that it renews by itself.'],
  }
}

const backlogOf = async (api: Api, { now }: Context): Promise<readonly Check[]> =>
  healthChecks((await answered(api.GET('/health'))).data, now())
