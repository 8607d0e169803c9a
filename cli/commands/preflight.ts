import type { Command } from '@commander-js/extra-typings'
import { backups, bootstrapped, budgets, concurrency, identity, sending } from '../aws/account.ts'
import type { Aws } from '../aws/clients.ts'
import { signingKey, subscriptions } from '../aws/deployed.ts'
import { dmarc, mailDomain } from '../aws/mail-domain.ts'
import { type Check, checkList, look } from '../checks.ts'
import type { Context } from '../context.ts'
import { awsCommand, settings } from '../options.ts'
import type { Shell } from '../shell.ts'

/** A mail or two to each board administrator of some thousands of schools. */
const MAILS_A_DAY = 10_000

export const addPreflight = (program: Command, shell: Shell): void => {
  awsCommand(
    program,
    'preflight',
    'See whether an account is ready for a stage, before and after its deployment',
  )
    .addOption(settings())
    .action(async options => {
      const environment = await shell.context.settings(options.stage, options.settings)
      const { account, found } = await identity(await shell.context.aws(), environment.account)
      const who: Check = { name: 'credentials', ok: true, found }
      const checks = await Promise.all(
        checksOf(options.stage, account, environment, await shell.context.aws(), shell.context),
      )
      shell.show(options, checkList([who, ...checks]))
    })
}

const checksOf = (
  stage: string,
  account: string,
  { region, mailDomain: domain, lasting }: Awaited<ReturnType<Context['settings']>>,
  aws: Aws,
  { texts }: Context,
): readonly Promise<Check>[] => [
  look('CDK', () => bootstrapped(aws, account)),
  look('Lambda', () => concurrency(aws)),
  look('SES', () => sending(aws, MAILS_A_DAY)),
  look('mail domain', () => mailDomain(aws, domain, region)),
  look('DMARC', () => dmarc(texts, domain)),
  ...(lasting ? [look('AWS Backup', () => backups(aws))] : []),
  look('budgets', () => budgets(aws, account)),
  look('alarms', () => subscriptions(aws, stage, region, account)),
  look('signing key', () => signingKey(aws, stage)),
]
