import { CfnOutput, Stack, type StackProps, Validations } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { FunctionManifest } from '../../functions/manifest.ts'
import { tellOperators } from '../constructs/alerts.ts'
import { alarmOnConcurrency } from '../constructs/concurrency-alarms.ts'
import { OperatorDashboard } from '../constructs/dashboard.ts'
import { DeliverySchedule } from '../constructs/delivery-schedule.ts'
import { connect } from '../constructs/event-sources.ts'
import { alarmOnKeySet, alarmOnKeys } from '../constructs/key-alarms.ts'
import { publishPage } from '../constructs/page-files.ts'
import { PublicApi } from '../constructs/public-api.ts'
import { Rollout } from '../constructs/rollout.ts'
import { saveQueries } from '../constructs/saved-queries.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import { alarmOnBackups, alarmOnThrottling } from '../constructs/table-alarms.ts'
import { environmentOf } from '../function-environment.ts'
import { httpPaths, manifests, onlyTriggeredBy } from '../manifests.ts'
import type { ConnectedEnvironment, Page, Tokens } from '../stage-settings.ts'
import type { AddressStack } from './address-stack.ts'
import type { DataStack } from './data-stack.ts'
import { type Granted, statementsFor } from './grants.ts'
import { settingsOf } from './settings.ts'

export interface ServiceStackProps extends StackProps {
  readonly environment: ConnectedEnvironment
  readonly data: DataStack
  readonly address: AddressStack
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
] as const

/** All that works on the data, and keeps none of it: it can be thrown away and deployed again. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, address, ...props }: ServiceStackProps) {
    super(scope, id, props)
    const { api: http, mail, page } = address
    const schedule = new DeliverySchedule(this, 'schedule')
    this.makeFunctions(environment, { data, schedule, mail, page })
    const functionNamed = (name: string) => this.functionNamed(name)

    const { logRetention, lasting } = environment
    const api = new PublicApi(this, 'api', { http, functionNamed, logRetention })
    new Rollout(this, 'rollout', { functionNamed, apiFails: api.fails, gradual: lasting })

    this.alarmOnWhatFunctionsUse(data, lasting)
    mail.alarmOnReputation(this)
    this.showToOperators({ schedule, mail, http, accessLog: api.accessLog })
    if (environment.page) this.publishPage(environment.page, environment.tokens)
    tellOperators(this, environment)
    this.tellPortals(environment, address.origin, data)
    this.acknowledgeNamesMadeAtRunTime(data, address)
  }

  private alarmOnWhatFunctionsUse(data: DataStack, lasting: boolean): void {
    alarmOnThrottling(this, data.table)
    if (lasting) alarmOnBackups(this, data.stackName)
    alarmOnConcurrency(this)
    const functions = this.node.children.filter(construct => construct instanceof ServiceFunction)
    alarmOnKeys(
      this,
      functions.map(({ logGroup }) => logGroup),
    )
    alarmOnKeySet(this, Object.values(data.apiLogs))
  }

  /** What whoever builds a portal or looks after the service must know of what was deployed. */
  private tellPortals({ tokens, page }: ConnectedEnvironment, origin: string, data: DataStack): void {
    for (const [name, value] of Object.entries({
      ApiUrl: `${origin}/`,
      ...(page && { PageUrl: `${origin}/` }),
      TokenIssuer: tokens.issuer,
      TokenAudience: tokens.audience,
      UploadsOrigin: data.uploadsOrigin,
      DashboardUrl: `https://${this.region}.console.aws.amazon.com/cloudwatch/home?region=${this.region}#dashboards/dashboard/${this.stackName}`,
    })) {
      new CfnOutput(this, name, { value })
    }
  }

  /** Not before all callers have the new versions, which answer what a new page asks. */
  private publishPage({ issuerOrigins: _, ...told }: Page, { issuer }: Tokens): void {
    const { name } = onlyTriggeredBy('publication')
    const files = publishPage(this.functionNamed(name), { issuer, ...told })
    files.node.addDependency(...Object.keys(httpPaths).map(http => this.functionNamed(http).live))
  }

  private showToOperators({
    schedule,
    mail,
    http,
    accessLog,
  }: Pick<Granted, 'schedule' | 'mail'> & { http: HttpApi; accessLog: ILogGroup }): void {
    const logOf = (name: string): ILogGroup => this.functionNamed(name).logGroup
    new OperatorDashboard(this, 'dashboard', {
      api: http,
      queues: schedule,
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
      requests: [accessLog],
    })
  }

  /** The only wildcards there are, all but one within a bucket or a group; any other is a finding that fails the synthesis. */
  private acknowledgeNamesMadeAtRunTime(data: DataStack, address: AddressStack): void {
    const wildcard = (resource: string, reason: string): void =>
      Validations.of(this).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}/*]`, reason })
    wildcard(
      `${data.stackName}:ExportsOutputFnGetAttledger28D1CA40ArnD6F23EBD`,
      'Events, receipts and what was delivered are kept under names made at run time; only the ledger is reached.',
    )
    wildcard(
      `${data.stackName}:ExportsOutputFnGetAttuploadsC5D9E923Arn8B0DB000/uploads`,
      'A file is uploaded under the name of its import, made at run time; only uploads are reached.',
    )
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'The Scheduler lets schedules be listed in all groups or in none, and CodeDeploy looks at alarms by a right on all.',
    })
    if (address.page)
      wildcard(
        `${address.stackName}:ExportsOutputFnGetAttpage15F095D5Arn3E09C55B`,
        'Files of the page bear names by what is in them; only they are reached.',
      )
    wildcard(
      `arn:aws:scheduler:${this.region}:<AWS::AccountId>:schedule/${this.stackName}`,
      'A schedule bears the name of its consent, made at run time; only this group is reached.',
    )
  }

  private makeFunctions(environment: ConnectedEnvironment, granted: Granted): void {
    const { data, schedule, mail } = granted
    const { attemptsAtOnce } = environment
    const sources = { table: data.table, queues: schedule, attemptsAtOnce, uploads: data.uploads, mail }
    for (const [name, manifest] of Object.entries(manifests)) {
      if (manifest.trigger.kind === 'publication' && !environment.page) continue
      connect(this.makeFunction(name, manifest, environment, granted), manifest.trigger, sources)
    }
  }

  private makeFunction(
    name: string,
    manifest: FunctionManifest,
    environment: ConnectedEnvironment,
    granted: Granted,
  ): ServiceFunction {
    const { trigger, grants } = manifest
    const made = new ServiceFunction(this, name, {
      manifest,
      source: `functions/${name}`,
      // A delivery that must wait is put back on the queue it came from, for as many days as an outage lasts.
      feedsItself: trigger.kind === 'queue' && grants.attempts !== undefined,
      environment: environmentOf(manifest.settings, settingsOf(environment, granted), file => file.deployed),
      logRetention: environment.logRetention,
      log: granted.data.apiLogs[name],
    })
    for (const statement of statementsFor(grants, granted)) made.addToRolePolicy(statement)
    return made
  }

  private functionNamed(name: string): ServiceFunction {
    return this.node.findChild(name) as ServiceFunction
  }
}
