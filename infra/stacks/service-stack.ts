import { CfnOutput, Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib'
import { RecursiveLoop } from 'aws-cdk-lib/aws-lambda'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { Alerts } from '../constructs/alerts.ts'
import { keepToBudget } from '../constructs/budget.ts'
import { OperatorDashboard } from '../constructs/dashboard.ts'
import { DeliverySchedule } from '../constructs/delivery-schedule.ts'
import { MailChannel } from '../constructs/mail-channel.ts'
import { PublicApi } from '../constructs/public-api.ts'
import { Rollout } from '../constructs/rollout.ts'
import { saveQueries } from '../constructs/saved-queries.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import { alarmOnBackups, alarmOnThrottling } from '../constructs/table-alarms.ts'
import {
  wakeByDeliveries,
  wakeByMailFeedback,
  wakeByNewEvents,
  wakeByTheClock,
  wakeByUploads,
  wakeEveryMorning,
  wakeEveryNight,
} from '../constructs/wake-ups.ts'
import type { Environment } from '../environments.ts'
import type { DataStack } from './data-stack.ts'
import { type FunctionName, functionTerms } from './functions.ts'
import { type Granted, statementsFor } from './grants.ts'
import { originSettings, settingsFor } from './settings.ts'
import { tellings } from './tellings.ts'

export interface ServiceStackProps extends StackProps {
  readonly environment: Environment
  readonly data: DataStack
}

/** What takes part in the story of a consent, from the request to the receipt. */
const consentFunctions = [
  'consent-api',
  'operator-api',
  'process-events',
  'sweep',
  'deliver',
  'reconcile-schedules',
  'record-mail-feedback',
] as const satisfies readonly FunctionName[]

/** All that works on the data, and keeps none of it: it can be thrown away and deployed again. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, ...props }: ServiceStackProps) {
    super(scope, id, props)
    const schedule = new DeliverySchedule(this, 'schedule')
    const mail = new MailChannel(this, 'mail', { domain: environment.mailDomain })
    const functions = this.functions(environment, { data, schedule, mail })

    const api = new PublicApi(this, 'api', { functions, logRetention: environment.logRetention })
    new Rollout(this, 'rollout', {
      functions,
      apiFails: api.fails,
      gradual: environment.lasting,
      logRetention: environment.logRetention,
      originSettings: originSettings(environment.front, data.stackName),
    })
    wakeByNewEvents(functions['process-events'], data.table)
    wakeByDeliveries(functions.deliver, schedule.deliveries)
    wakeByTheClock(functions.sweep)
    wakeEveryNight(functions['reconcile-schedules'])
    wakeByUploads(functions['import-file'], data.uploads)
    wakeByMailFeedback(functions['record-mail-feedback'], mail)
    wakeEveryMorning(functions['remind-boards'])

    alarmOnThrottling(this, data.table)
    if (environment.lasting) alarmOnBackups(this, data.stackName)
    this.showToOperators({ schedule, mail, api }, functions)
    new Alerts(this, 'alerts', { to: environment.alarmsTo }).listen()
    keepToBudget(this, { dollars: environment.monthlyBudget, to: environment.alarmsTo })
    this.tellPortals(environment, api, data)
    this.acknowledgeNamesMadeAtRunTime(data.stackName)
  }

  /** What whoever builds a portal or looks after the service must know of what was deployed. */
  private tellPortals({ tokens }: Environment, api: PublicApi, { uploads }: DataStack): void {
    for (const [name, value] of Object.entries({
      ApiUrl: api.url,
      TokenIssuer: tokens.issuer,
      TokenAudience: tokens.audience,
      UploadsOrigin: `https://${uploads.bucketRegionalDomainName}`,
      DashboardUrl: `https://${this.region}.console.aws.amazon.com/cloudwatch/home?region=${this.region}#dashboards/dashboard/${this.stackName}`,
    })) {
      new CfnOutput(this, name, { value })
    }
  }

  private showToOperators(
    { schedule, mail, api }: { schedule: DeliverySchedule; mail: MailChannel; api: PublicApi },
    functions: Record<FunctionName, ServiceFunction>,
  ): void {
    const logOf = (name: FunctionName): ILogGroup => functions[name].logGroup
    new OperatorDashboard(this, 'dashboard', {
      api: api.http,
      deliveries: schedule.deliveries,
      bounceRate: mail.bounceRate,
      logs: {
        sweep: logOf('sweep'),
        'process-events': logOf('process-events'),
        deliver: logOf('deliver'),
        'reconcile-schedules': logOf('reconcile-schedules'),
      },
    })
    saveQueries(this, {
      consents: consentFunctions.map(logOf),
      deliveries: [logOf('deliver')],
      sweeps: [logOf('sweep')],
      requests: [api.accessLog],
    })
  }

  /** The only wildcards there are, all but one within a bucket or a group; any other is a finding that fails the synthesis. */
  private acknowledgeNamesMadeAtRunTime(dataStack: string): void {
    const wildcard = (resource: string, reason: string): void =>
      Validations.of(this).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}/*]`, reason })
    wildcard(
      `${dataStack}:ExportsOutputFnGetAttledger28D1CA40ArnD6F23EBD`,
      'Events, receipts and what was delivered are kept under names made at run time; only the ledger is reached.',
    )
    wildcard(
      `${dataStack}:ExportsOutputFnGetAttuploadsC5D9E923Arn8B0DB000/uploads`,
      'A file is uploaded under the name of its import, made at run time; only uploads are reached.',
    )
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'The Scheduler lets schedules be listed in all groups or in none, and CodeDeploy looks at alarms by a right on all.',
    })
    wildcard(
      `arn:aws:scheduler:${this.region}:<AWS::AccountId>:schedule/${this.stackName}`,
      'A schedule bears the name of its consent, made at run time; only this group is reached.',
    )
  }

  private functions(environment: Environment, granted: Granted): Record<FunctionName, ServiceFunction> {
    const settings = settingsFor(environment, granted)
    const make = (name: FunctionName): ServiceFunction => {
      const { seconds, memoryMiB, files, failing, may } = functionTerms[name]
      const made = new ServiceFunction(this, name, {
        timeout: Duration.seconds(seconds),
        memoryMiB,
        files,
        failing,
        tells: tellings[name],
        environment: settings[name],
        logRetention: environment.logRetention,
        // A delivery that must wait is put back on the queue it came from, for as many days as an outage lasts.
        ...(name === 'deliver' && { recursiveLoop: RecursiveLoop.ALLOW }),
      })
      for (const statement of statementsFor(may, granted)) made.addToRolePolicy(statement)
      return made
    }
    return {
      'consent-api': make('consent-api'),
      'report-api': make('report-api'),
      'board-api': make('board-api'),
      'operator-api': make('operator-api'),
      'process-events': make('process-events'),
      deliver: make('deliver'),
      sweep: make('sweep'),
      'reconcile-schedules': make('reconcile-schedules'),
      'import-file': make('import-file'),
      'record-mail-feedback': make('record-mail-feedback'),
      'replay-ledger': make('replay-ledger'),
      'remind-boards': make('remind-boards'),
    }
  }
}
