import {
  CfnOutput,
  type CustomResource,
  RemovalPolicy,
  Stack,
  type StackProps,
  Token,
  Validations,
} from 'aws-cdk-lib'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import type { FunctionManifest } from '../../functions/manifest.ts'
import { tellOperators } from '../constructs/alerts.ts'
import { keepToBudget } from '../constructs/budget.ts'
import { alarmOnConcurrency } from '../constructs/concurrency-alarms.ts'
import { OperatorDashboard } from '../constructs/dashboard.ts'
import { DeliverySchedule } from '../constructs/delivery-schedule.ts'
import { connect } from '../constructs/event-sources.ts'
import { Front } from '../constructs/front.ts'
import { alarmOnKeySet, alarmOnKeys } from '../constructs/key-alarms.ts'
import { MailChannel } from '../constructs/mail-channel.ts'
import { originSecrets } from '../constructs/origin-secrets.ts'
import { makePageBucket, publishPage } from '../constructs/page-files.ts'
import type { PrivateBucket } from '../constructs/private-bucket.ts'
import { PublicApi } from '../constructs/public-api.ts'
import { Rollout } from '../constructs/rollout.ts'
import { saveQueries } from '../constructs/saved-queries.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import { alarmOnBackups, alarmOnThrottling } from '../constructs/table-alarms.ts'
import { type ConnectedEnvironment, frontOf, type Page, type Tokens } from '../environments.ts'
import { environmentOf } from '../function-environment.ts'
import { httpPaths, manifests, onlyTriggeredBy } from '../manifests.ts'
import { pagePolicy } from '../page/policy.ts'
import type { DataStack } from './data-stack.ts'
import { type Granted, statementsFor } from './grants.ts'
import { settingsOf } from './settings.ts'

export interface ServiceStackProps extends StackProps {
  readonly environment: ConnectedEnvironment
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
] as const

/** All that works on the data, and keeps none of it: it can be thrown away and deployed again. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, ...props }: ServiceStackProps) {
    super(scope, id, props)
    const schedule = new DeliverySchedule(this, 'schedule')
    const mail = new MailChannel(this, 'mail', { domain: environment.mailDomain })
    const page = environment.page ? makePageBucket(this, data.accessLogs) : undefined
    this.makeFunctions(environment, { data, schedule, mail, page })
    const functionNamed = (name: string) => this.functionNamed(name)

    const { logRetention, lasting } = environment
    const api = new PublicApi(this, 'api', { functionNamed, logRetention })
    const hook = functionNamed(onlyTriggeredBy('deployment').name)
    new Rollout(this, 'rollout', { functionNamed, hook, apiFails: api.fails, gradual: lasting })

    this.alarmOnWhatFunctionsUse(data, lasting)
    this.showToOperators({ schedule, mail, api })
    const front = this.makeFront(environment, { data, api, page })
    const files = environment.page && this.publishPage(environment.page, environment.tokens)
    this.afterTheApi([front, files])
    tellOperators(this, environment)
    keepToBudget(this, { dollars: environment.monthlyBudget, to: environment.alarmsTo.ticket })
    this.tellPortals(environment, front?.origin ?? `https://${api.host}`, data)
    this.acknowledgeNamesMadeAtRunTime(data.stackName, page)
  }

  private alarmOnWhatFunctionsUse({ table, stackName }: DataStack, lasting: boolean): void {
    alarmOnThrottling(this, table)
    if (lasting) alarmOnBackups(this, stackName)
    alarmOnConcurrency(this)
    const functions = this.node.children.filter(construct => construct instanceof ServiceFunction)
    alarmOnKeys(functions.map(({ logGroup }) => logGroup))
    alarmOnKeySet(Object.keys(httpPaths).map(name => this.functionNamed(name).logGroup))
  }

  /** What whoever builds a portal or looks after the service must know of what was deployed. */
  private tellPortals({ tokens, page }: ConnectedEnvironment, origin: string, { uploads }: DataStack): void {
    for (const [name, value] of Object.entries({
      ApiUrl: `${origin}/`,
      ...(page && { PageUrl: `${origin}/` }),
      TokenIssuer: tokens.issuer,
      TokenAudience: tokens.audience,
      UploadsOrigin: originOf(uploads),
      DashboardUrl: `https://${this.region}.console.aws.amazon.com/cloudwatch/home?region=${this.region}#dashboards/dashboard/${this.stackName}`,
    })) {
      new CfnOutput(this, name, { value })
    }
  }

  private makeFront(
    environment: ConnectedEnvironment,
    { data, api, page }: { data: DataStack; api: PublicApi; page: PrivateBucket | undefined },
  ): Front | undefined {
    const settings = frontOf(environment)
    if (!settings) return undefined
    const [secret = ''] = originSecrets(data.stackName, settings.secret)
    const policy = pagePolicy([...issuerOriginsOf(environment), originOf(data.uploads)])
    const front = new Front(this, 'front', {
      settings,
      secret,
      apiHost: api.host,
      // Said to be an IBucket, since the CDK's own types do not hold under exactOptionalPropertyTypes.
      ...(page && { page: { bucket: page as IBucket, policy } }),
    })
    new CfnOutput(this, 'FrontName', {
      value: front.name,
      description: 'What the CNAME of its own name points to',
    })
    return front
  }

  /** The functions that do it are there only where there is a page. */
  private publishPage({ issuerOrigins: _, ...told }: Page, { issuer }: Tokens): CustomResource {
    const { name } = onlyTriggeredBy('publication')
    return publishPage(this.functionNamed(name), { issuer, ...told })
  }

  /** Not before all callers have the new versions: these take a new secret, and answer what a new page asks. */
  private afterTheApi(later: readonly (Construct | false | undefined)[]): void {
    const live = Object.keys(httpPaths).map(name => this.functionNamed(name).live)
    for (const construct of later) if (construct) construct.node.addDependency(...live)
  }

  private showToOperators({
    schedule,
    mail,
    api,
  }: {
    schedule: DeliverySchedule
    mail: MailChannel
    api: PublicApi
  }): void {
    const logOf = (name: string): ILogGroup => this.functionNamed(name).logGroup
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
  private acknowledgeNamesMadeAtRunTime(dataStack: string, page: PrivateBucket | undefined): void {
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
    if (page)
      wildcard(
        '<page15F095D5.Arn>',
        'Files of the page bear names by what is in them; only they are reached.',
      )
    wildcard(
      `arn:aws:scheduler:${this.region}:<AWS::AccountId>:schedule/${this.stackName}`,
      'A schedule bears the name of its consent, made at run time; only this group is reached.',
    )
  }

  private makeFunctions(environment: ConnectedEnvironment, parts: Omit<Granted, 'versions'>): void {
    const { data, schedule, mail } = parts
    const sources = { table: data.table, deliveries: schedule.deliveries, uploads: data.uploads, mail }
    // What is begun by a deployment is told the versions of the others.
    const isHook = ({ trigger }: FunctionManifest): number => Number(trigger.kind === 'deployment')
    const versions: Record<string, string> = {}
    const made = Object.entries(manifests).filter(
      ([, { trigger }]) => trigger.kind !== 'publication' || environment.page,
    )
    const inOrder = made.sort(([, a], [, b]) => isHook(a) - isHook(b))
    for (const [name, manifest] of inOrder) {
      const made = this.makeFunction(name, manifest, environment, { ...parts, versions })
      connect(made, manifest.trigger, sources)
      if (name in httpPaths) versions[name] = made.currentVersion.functionArn
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
      feedsItself: trigger.kind === 'queue' && grants.deliveries !== undefined,
      environment: environmentOf(manifest.settings, settingsOf(environment, granted), file => file.deployed),
      logRetention: environment.logRetention,
      audit: name in httpPaths ? auditOf(environment, granted.data) : undefined,
    })
    for (const statement of statementsFor(grants, granted)) made.addToRolePolicy(statement)
    return made
  }

  private functionNamed(name: string): ServiceFunction {
    return this.node.findChild(name) as ServiceFunction
  }
}

/** Who saw, changed or tried what outlives the stack. */
const auditOf = ({ auditRetention: retention, lasting }: ConnectedEnvironment, { dataKey }: DataStack) => ({
  encryptionKey: dataKey,
  retention,
  removalPolicy: lasting ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
})

const originOf = ({ bucketRegionalDomainName }: PrivateBucket): string =>
  `https://${bucketRegionalDomainName}`

const issuerOriginsOf = ({ tokens, page }: ConnectedEnvironment): readonly string[] => [
  // The issuer of a stub has no path, and no name before it is deployed.
  Token.isUnresolved(tokens.issuer) ? tokens.issuer : new URL(tokens.issuer).origin,
  ...(page ? (page.issuerOrigins ?? []) : []),
]
