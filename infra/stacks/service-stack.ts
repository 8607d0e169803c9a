import { CfnOutput, Stack, type StackProps, Validations } from 'aws-cdk-lib'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { FunctionManifest } from '../../functions/manifest.ts'
import { tellOperators } from '../constructs/alerts.ts'
import { OperatorDashboard } from '../constructs/dashboard.ts'
import { DeliverySchedule } from '../constructs/delivery-schedule.ts'
import { connect } from '../constructs/event-sources.ts'
import { publishPage } from '../constructs/page-files.ts'
import { PublicApi } from '../constructs/public-api.ts'
import { Rollout } from '../constructs/rollout.ts'
import { saveQueries } from '../constructs/saved-queries.ts'
import {
  alarmOnBackups,
  alarmOnConcurrency,
  alarmOnKeySet,
  alarmOnKeys,
  alarmOnThrottling,
} from '../constructs/service-alarms.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
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

/** All that works on the data, and keeps none of it: it can be thrown away and deployed again. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, address, ...props }: ServiceStackProps) {
    super(scope, id, props)
    const { api: http, mail, page } = address
    const schedule = new DeliverySchedule(this, 'schedule')
    this.makeFunctions(environment, { data, schedule, mail, page })
    const functions = this.node.children.filter(construct => construct instanceof ServiceFunction)
    const { logRetention, lasting } = environment
    const api = new PublicApi(this, 'api', {
      http,
      functionNamed: name => this.functionNamed(name),
      logRetention,
    })
    new Rollout(this, 'rollout', {
      functions: Object.keys(httpPaths).map(name => this.functionNamed(name)),
      apiFails: api.fails,
      gradual: lasting,
    })

    alarmOnThrottling(this, data.table)
    if (lasting) alarmOnBackups(this, data.stackName)
    alarmOnConcurrency(this)
    alarmOnKeys(
      this,
      functions.map(({ logGroup }) => logGroup),
    )
    alarmOnKeySet(this, Object.values(data.apiLogs))
    mail.alarmOnReputation(this)
    const logOf = (name: string): ILogGroup => this.functionNamed(name).logGroup
    new OperatorDashboard(this, 'dashboard', {
      api: http,
      queues: schedule,
      bounceRate: mail.bounceRate,
      logOf,
    })
    saveQueries(this, logOf, api.accessLog)
    if (environment.page) this.publishPage(environment.page, environment.tokens)
    tellOperators(this, environment)
    this.tellPortals(environment, address.origin, data)
    this.acknowledgeNamesMadeAtRunTime(data, address)
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

  /** The only wildcards there are; any other is a finding that fails the synthesis. */
  private acknowledgeNamesMadeAtRunTime(data: DataStack, address: AddressStack): void {
    const within = [
      `${data.stackName}:ExportsOutputFnGetAttledger28D1CA40ArnD6F23EBD/*`,
      `${data.stackName}:ExportsOutputFnGetAttuploadsC5D9E923Arn8B0DB000/uploads/*`,
      `arn:aws:scheduler:${this.region}:<AWS::AccountId>:schedule/${this.stackName}/*`,
      ...(address.page ? [`${address.stackName}:ExportsOutputFnGetAttpage15F095D5Arn3E09C55B/*`] : []),
    ]
    Validations.of(this).acknowledge(
      ...within.map(resource => ({
        id: `AwsSolutions-IAM5[Resource::${resource}]`,
        reason: 'Objects and schedules bear names made at run time; only this bucket or group is reached.',
      })),
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason:
          'The Scheduler lets schedules be listed in all groups or in none, and CodeDeploy looks at alarms by a right on all.',
      },
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
