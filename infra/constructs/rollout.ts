import { ArnFormat, Aws, Duration, Stack } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Alias, CfnAlias, IFunction } from 'aws-cdk-lib/aws-lambda'
import type { RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { type HttpFunction, httpPaths } from '../wiring.ts'
import { OperatorAlarm } from './operator-alarm.ts'
import { ServiceFunction } from './service-function.ts'

export interface RolloutProps {
  readonly functions: Readonly<Record<HttpFunction, ServiceFunction>>
  /** That callers get errors of ours, which to Lambda are answers like any other. */
  readonly apiFails: OperatorAlarm
  /** Whether a new version has one in ten callers for five minutes first; else all of them at once. */
  readonly gradual: boolean
  readonly logRetention: RetentionDays
  /** What callers come with by way of the front, where there is one. */
  readonly originSettings: Readonly<Record<string, string>>
}

/** By `--context at-once=true` a deployment tries nothing and gives new versions all callers: after a restore, or in haste. */
const atOnce = 'at-once'

const openApi = '/v1/openapi.json'

/**
 * How new versions of the HTTP functions get their callers: none before `try-versions` has called them, and back to the
 * version before where the new one breaks off, or the API fails, while it has the first of them (docs/decisions/0018-rollout.md).
 */
export class Rollout extends Construct {
  readonly #application: LambdaApplication
  readonly #props: RolloutProps
  readonly #names: readonly HttpFunction[]

  constructor(scope: Construct, id: string, props: RolloutProps) {
    super(scope, id)
    this.#props = props
    this.#names = Object.keys(httpPaths) as HttpFunction[]
    this.#application = new LambdaApplication(this, 'application', {
      applicationName: Stack.of(this).stackName,
    })
    const tryVersions = this.tryVersions()
    const role = this.roleFor(tryVersions)
    for (const name of this.#names) this.rollOut(name, tryVersions, role)
  }

  /** Its settings name the newest versions, so it is deployed before they get callers. */
  private tryVersions(): ServiceFunction {
    const { functions, logRetention, originSettings } = this.#props
    const versions = this.#names.map(name => functions[name].currentVersion.functionArn)
    const trials = this.#names.map((name, index) => {
      const [first] = httpPaths[name]
      return { version: versions[index], path: first, status: first === openApi ? 200 : 401 }
    })
    const made = new ServiceFunction(Stack.of(this), 'try-versions', {
      timeout: Duration.seconds(30),
      memoryMiB: 512,
      environment: { TRIALS: Stack.of(this).toJsonString(trials), ...originSettings },
      logRetention,
      failing: {
        means:
          'New versions of the API could not be tried: its deployment stands still for an hour, and then goes back.',
        runbook: 'docs/runbooks/api.md#try-versions-fails',
      },
    })
    made.addToRolePolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: versions }))
    return made
  }

  /** CodeDeploy's own policy for this allows all aliases of an account, and reads of S3 that are not needed. */
  private roleFor(tryVersions: ServiceFunction): Role {
    const role = new Role(this, 'role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': Aws.ACCOUNT_ID,
            'aws:SourceArn': this.#names.map(name => this.groupArn(name)),
          },
        },
      }),
    })
    const arns = this.#names.map(name => this.#props.functions[name].functionArn)
    for (const [actions, resources] of [
      [['lambda:GetAlias', 'lambda:UpdateAlias'], arns],
      [['lambda:GetProvisionedConcurrencyConfig'], arns.map(arn => `${arn}:live`)],
      [['lambda:InvokeFunction'], [tryVersions.functionArn]],
      // On all, as CodeDeploy's manual has it.
      [['cloudwatch:DescribeAlarms'], ['*']],
    ] as const) {
      role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }))
    }
    return role
  }

  private rollOut(name: HttpFunction, tryVersions: ServiceFunction, role: Role): void {
    const { functions, gradual, apiFails } = this.#props
    const { live } = functions[name]
    new LambdaDeploymentGroup(this, name, {
      application: this.#application,
      deploymentGroupName: this.groupName(name),
      alias: live as Alias,
      deploymentConfig: gradual
        ? LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES
        : LambdaDeploymentConfig.ALL_AT_ONCE,
      alarms: [this.alarmOnNewVersion(name), apiFails],
      preHook: tryVersions as IFunction,
      role: role.withoutPolicyUpdates(),
    })
    // What moves the callers may do so before it is asked to.
    live.node.addDependency(role)
    if (this.node.tryGetContext(atOnce)) delete (live.node.defaultChild as CfnAlias).cfnOptions.updatePolicy
  }

  /** On the new version alone, which alone is to be judged. */
  private alarmOnNewVersion(name: HttpFunction): OperatorAlarm {
    const made = this.#props.functions[name]
    return new OperatorAlarm(Stack.of(this), `${name}-new-version-fails`, {
      means:
        'Requests of the few callers that had the new version broke off: they have the version before again.',
      runbook: 'docs/runbooks/api.md#a-new-version-fails',
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Errors',
        dimensionsMap: {
          FunctionName: made.functionName,
          Resource: `${made.functionName}:live`,
          ExecutedVersion: made.currentVersion.version,
        },
        statistic: 'Sum',
        period: Duration.minutes(1),
      }),
      threshold: 1,
    })
  }

  private groupName(name: HttpFunction): string {
    return `${Stack.of(this).stackName}-${name}`
  }

  private groupArn(name: HttpFunction): string {
    return Stack.of(this).formatArn({
      service: 'codedeploy',
      resource: 'deploymentgroup',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      resourceName: `${Stack.of(this).stackName}/${this.groupName(name)}`,
    })
  }
}
