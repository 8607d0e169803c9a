import type { Command } from '@commander-js/extra-typings'
import type { Environment } from '../../infra/stage-settings.ts'
import { backups, bootstrapped, budgets, concurrency, identity, sending } from '../aws/account.ts'
import type { Aws } from '../aws/clients.ts'
import { signingKey, subscriptions } from '../aws/deployed.ts'
import { dmarc, mailDomain, ownName } from '../aws/domains.ts'
import { type Check, checkList, look } from '../checks.ts'
import type { Context } from '../context.ts'
import { awsCommand, settings } from '../options.ts'
import type { Shell } from '../shell.ts'

/** A mail or two to each board administrator of some thousands of schools. */
const ADDRESSEES_A_DAY = 10_000

export const addPreflight = (program: Command, shell: Shell): void => {
  awsCommand(
    program,
    'preflight',
    'See whether an account is ready for a stage, before and after its deployment',
  )
    .addOption(settings())
    .action(async options => {
      const { context, show } = shell
      const environment = await context.settings(options.stage, options.settings)
      const aws = context.aws(environment.region)
      const { account, found } = await identity(aws, environment.account)
      const who: Check = { name: 'credentials', ok: true, found }
      const checks = await Promise.all(
        checksOf({ stage: options.stage, account, aws, dns: context.dns }, environment),
      )
      show(options, checkList([who, ...checks]))
    })
}

interface Asked extends Pick<Context, 'dns'> {
  readonly stage: string
  readonly account: string
  readonly aws: Aws
}

const checksOf = (
  { stage, account, aws, dns }: Asked,
  environment: Environment,
): readonly Promise<Check>[] => {
  const { region, mailDomain: domain, lasting, front, monthlyBudget } = environment
  const { domainName } = front ?? {}
  return [
    look('CDK', () => bootstrapped(aws, account)),
    look('Lambda', () => concurrency(aws, environment)),
    look('SES', () => sending(aws, environment, ADDRESSEES_A_DAY)),
    look('mail domain', () => mailDomain(aws, domain, region)),
    look('DMARC', () => dmarc(dns, domain)),
    ...(domainName ? [look('own name', () => ownName(aws, dns, stage, domainName))] : []),
    ...(lasting ? [look('AWS Backup', () => backups(aws))] : []),
    ...(monthlyBudget === false ? [] : [look('budgets', () => budgets(aws, account))]),
    look('alarms', () => subscriptions(aws, stage, region, account)),
    look('signing key', () => signingKey(aws, stage)),
  ]
}
