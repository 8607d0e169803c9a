import { ArnFormat, Aws, Duration, Stack } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Alias, CfnAlias } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { httpPaths } from '../manifests.ts'
import { OperatorAlarm } from './operator-alarm.ts'
import type { ServiceFunction } from './service-function.ts'

export interface RolloutProps {
  readonly functionNamed: (name: string) => ServiceFunction
  /** That callers get errors of ours, which to Lambda are answers like any other. */
  readonly apiFails: OperatorAlarm
  /** Whether a new version has one in ten callers for five minutes first; else all of them at once. */
  readonly gradual: boolean
}

/** By `--context at-once=true` a deployment gives new versions all callers: after a restore, or in haste. */
const atOnce = 'at-once'

/**
 * How new versions of the HTTP functions get their callers: back to the version before where the new one breaks off, or the
 * API fails, while it has the first of them (docs/decisions/0018-rollout.md).
 */
export class Rollout extends Construct {
  readonly #application: LambdaApplication
  readonly #props: RolloutProps
  readonly #names = Object.keys(httpPaths)

  constructor(scope: Construct, id: string, props: RolloutProps) {
    super(scope, id)
    this.#props = props
    this.#application = new LambdaApplication(this, 'application', {
      applicationName: Stack.of(this).stackName,
    })
    const role = this.role()
    for (const name of this.#names) this.rollOut(name, role)
  }

  /** CodeDeploy's own policy for this allows all aliases of an account, and reads of S3 that are not needed. */
  private role(): Role {
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
    const arns = this.#names.map(name => this.#props.functionNamed(name).functionArn)
    for (const [actions, resources] of [
      [['lambda:GetAlias', 'lambda:UpdateAlias'], arns],
      [['lambda:GetProvisionedConcurrencyConfig'], arns.map(arn => `${arn}:live`)],
      // On all, as CodeDeploy's manual has it.
      [['cloudwatch:DescribeAlarms'], ['*']],
    ] as const) {
      role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }))
    }
    return role
  }

  private rollOut(name: string, role: Role): void {
    const { functionNamed, gradual, apiFails } = this.#props
    const { live } = functionNamed(name)
    new LambdaDeploymentGroup(this, name, {
      application: this.#application,
      deploymentGroupName: this.groupName(name),
      alias: live as Alias,
      deploymentConfig: gradual
        ? LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES
        : LambdaDeploymentConfig.ALL_AT_ONCE,
      alarms: [this.alarmOnNewVersion(name), apiFails],
      role: role.withoutPolicyUpdates(),
    })
    // What moves the callers may do so before it is asked to.
    live.node.addDependency(role)
    if (this.node.tryGetContext(atOnce)) delete (live.node.defaultChild as CfnAlias).cfnOptions.updatePolicy
  }

  /** On the new version alone, which alone is to be judged. */
  private alarmOnNewVersion(name: string): OperatorAlarm {
    const made = this.#props.functionNamed(name)
    return new OperatorAlarm(Stack.of(this), `${name}-new-version-fails`, {
      severity: 'ticket',
      impact:
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

  private groupName(name: string): string {
    return `${Stack.of(this).stackName}-${name}`
  }

  private groupArn(name: string): string {
    return Stack.of(this).formatArn({
      service: 'codedeploy',
      resource: 'deploymentgroup',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      resourceName: `${Stack.of(this).stackName}/${this.groupName(name)}`,
    })
  }
}
