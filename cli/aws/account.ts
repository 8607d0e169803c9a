import { DescribeRegionSettingsCommand } from '@aws-sdk/client-backup'
import { DescribeBudgetsCommand } from '@aws-sdk/client-budgets'
import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda'
import { GetAccountCommand } from '@aws-sdk/client-sesv2'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import type { Environment } from '../../infra/stage-settings.ts'
import { SWEEP_SECONDS } from '../../shared/outbox/retry.ts'
import { MAILING_SECONDS } from '../../shared/processing/sweep.ts'
import type { Found } from '../checks.ts'
import { Failure } from '../failure.ts'
import type { Aws } from './clients.ts'
import { outputsOf } from './stage.ts'

/** What all else needs beside attempts to deliver: callers, ten beginnings, the stream's four shards, what goes by the clock. */
const BESIDE_ATTEMPTS = 90
/** What AWS gives where it is asked. */
const USUAL_CONCURRENCY = 1000
/** For so long sweeps mail, which alone send what waited through an outage. */
const MAILING_SECONDS_AN_HOUR = (3600 / SWEEP_SECONDS) * MAILING_SECONDS

/** Who asks. Throws a `Failure` where that is another account than is meant. */
export const identity = async ({ sts }: Aws, account: string | undefined) => {
  const { Account = '', Arn } = await sts.send(new GetCallerIdentityCommand({}))
  if (account !== undefined && account !== Account)
    throw new Failure(`Your credentials are of account ${Account}, and the stage is of ${account}.`)
  return { account: Account, found: `account ${Account}, as ${Arn}` }
}

export const bootstrapped = async (aws: Aws, account: string): Promise<Found> => {
  const ok = (await outputsOf(aws, 'CDKToolkit')) !== undefined
  return {
    ok,
    found: ok ? 'prepared' : 'not prepared',
    todo: [`npx cdk bootstrap aws://${account}/$AWS_REGION`],
  }
}

/** Whether as many functions may run at once as attempts to deliver and all else need. */
export const concurrency = async (
  { lambda }: Aws,
  { attemptsAtOnce }: Pick<Environment, 'attemptsAtOnce'>,
): Promise<Found> => {
  const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}))
  const { ConcurrentExecutions: limit = 0, UnreservedConcurrentExecutions: left = limit } = AccountLimit ?? {}
  const needed = attemptsAtOnce + BESIDE_ATTEMPTS
  const desired = Math.max(USUAL_CONCURRENCY, needed + limit - left)
  return {
    ok: left >= needed,
    found: `${left} at once${left < limit ? `, beside ${limit - left} that are reserved for functions` : ''}`,
    todo: [
      `${needed} are needed: ${attemptsAtOnce} attempts to deliver (the setting attemptsAtOnce), and ${BESIDE_ATTEMPTS} for all else.`,
      ...(limit <= 10 ? ['A new account has ten: schools and deliveries would wait for each other.'] : []),
      'Ask for more, which takes a day or two:',
      `aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value ${desired}`,
    ],
  }
}

/** Whether SES takes mails to anybody, as many a second as the stage sends, and to so many a day: all within an hour of an outage. */
export const sending = async (
  { ses }: Aws,
  { mailsPerSecond }: Pick<Environment, 'mailsPerSecond'>,
  addresseesADay: number,
): Promise<Found> => {
  const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus, SendQuota } = await ses.send(
    new GetAccountCommand({}),
  )
  const { Max24HourSend = 0, MaxSendRate = 0 } = SendQuota ?? {}
  const wrong = [
    !ProductionAccessEnabled && 'It is in the sandbox: docs/deploy.md, “Mail: leaving the sandbox”.',
    !SendingEnabled && 'Sending is paused: docs/runbooks/mail-and-planning.md#mails-that-are-late',
    EnforcementStatus !== 'HEALTHY' &&
      `It is ${EnforcementStatus}: docs/runbooks/mail-and-planning.md#too-many-mails-come-back`,
    MaxSendRate < mailsPerSecond &&
      `The setting mailsPerSecond is ${mailsPerSecond}: let it be ${MaxSendRate} at most, or ask AWS for a higher sending rate.`,
    mailsPerSecond * MAILING_SECONDS_AN_HOUR < addresseesADay &&
      `At least ${Math.ceil(addresseesADay / MAILING_SECONDS_AN_HOUR)} a second are needed, to mail ${addresseesADay} addressees within an hour of an outage: ask AWS for a higher sending rate, and let the setting mailsPerSecond (${mailsPerSecond}) be that.`,
    Max24HourSend < addresseesADay &&
      `At least ${addresseesADay} addressees a day are needed: ask AWS for a higher sending quota.`,
  ].filter(told => told !== false)
  return { ok: wrong.length === 0, found: `${Max24HourSend} a day, ${MaxSendRate} a second`, todo: wrong }
}

/** Whether AWS Backup keeps copies of tables, and manages them itself. */
export const backups = async ({ backup }: Aws): Promise<Found> => {
  const settings = await backup.send(new DescribeRegionSettingsCommand({}))
  const ok =
    (settings.ResourceTypeOptInPreference?.DynamoDB &&
      settings.ResourceTypeManagementPreference?.DynamoDB) === true
  return {
    ok,
    found: ok ? 'switched on for DynamoDB' : 'not switched on for DynamoDB',
    todo: [
      'aws backup update-region-settings --resource-type-opt-in-preference DynamoDB=true --resource-type-management-preference DynamoDB=true',
    ],
  }
}

/** A new account of an organisation has none for a day. */
export const budgets = async (aws: Aws, account: string): Promise<Found> =>
  aws.budgets.send(new DescribeBudgetsCommand({ AccountId: account, MaxResults: 1 })).then(
    () => ({ ok: true, found: 'can be made' }),
    (error: Error) => ({
      ok: false,
      found: `cannot be asked for (${error.name})`,
      todo: ['Of a new account: wait for a day, or set monthlyBudget to false.'],
    }),
  )
