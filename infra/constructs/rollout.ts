import { ArnFormat, Aws, Duration, Stack } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Alias, CfnAlias } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { OperatorAlarm } from './operator-alarm.ts'
import type { ServiceFunction } from './service-function.ts'

export interface RolloutProps {
  /** Those that answer callers. */
  readonly functions: readonly ServiceFunction[]
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
  constructor(scope: Construct, id: string, { functions, apiFails, gradual }: RolloutProps) {
    super(scope, id)
    const applicationName = Stack.of(this).stackName
    const application = new LambdaApplication(this, 'application', { applicationName })
    const role = this.roleFor(functions, applicationName)
    for (const made of functions) {
      new LambdaDeploymentGroup(this, made.node.id, {
        application,
        deploymentGroupName: `${applicationName}-${made.node.id}`,
        alias: made.live as Alias,
        deploymentConfig: gradual
          ? LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES
          : LambdaDeploymentConfig.ALL_AT_ONCE,
        alarms: [alarmOnNewVersion(made), apiFails],
        role: role.withoutPolicyUpdates(),
      })
      // What moves the callers may do so before it is asked to.
      made.live.node.addDependency(role)
      if (this.node.tryGetContext(atOnce))
        delete (made.live.node.defaultChild as CfnAlias).cfnOptions.updatePolicy
    }
  }

  /** CodeDeploy's own policy for this allows all aliases of an account, and reads of S3 that are not needed. */
  private roleFor(functions: readonly ServiceFunction[], application: string): Role {
    const groups = Stack.of(this).formatArn({
      service: 'codedeploy',
      resource: 'deploymentgroup',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      resourceName: `${application}/*`,
    })
    const role = new Role(this, 'role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: { 'aws:SourceArn': groups },
        },
      }),
    })
    const arns = functions.map(({ functionArn }) => functionArn)
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
}

/** On the new version alone, which alone is to be judged. */
const alarmOnNewVersion = (made: ServiceFunction): OperatorAlarm =>
  new OperatorAlarm(made.stack, `${made.node.id}-new-version-fails`, {
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
