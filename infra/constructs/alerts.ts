import { ArnFormat, Aws, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import type { Severity } from '../../functions/manifest.ts'
import type { Environment } from '../stage-settings.ts'
import { OperatorAlarm } from './operator-alarm.ts'

const anyAlarm = {
  service: 'cloudwatch',
  resource: 'alarm',
  resourceName: '*',
  arnFormat: ArnFormat.COLON_RESOURCE_NAME,
}

/** Mails operators what every alarm of the stack says, each severity to its own address. Call it when all alarms are made. */
export const tellOperators = (
  stack: Stack,
  { alarmsTo, runbooksUrl }: Pick<Environment, 'alarmsTo' | 'runbooksUrl'>,
): void => {
  const alarms = stack.node.findAll().filter(construct => construct instanceof OperatorAlarm)
  for (const severity of ['page', 'ticket'] as const satisfies readonly Severity[]) {
    const told = alarms.filter(alarm => alarm.severity === severity)
    if (told.length === 0) continue
    const topic = new AlertTopic(stack, `alerts-${severity}`, alarmsTo[severity])
    for (const alarm of told) alarm.tell(topic, runbooksUrl)
  }
}

/** Mails to one address what alarms of the stack publish. Without a key of ours: alarms must be heard when that is what fails. */
class AlertTopic extends Topic {
  constructor(scope: Construct, id: string, to: string) {
    super(scope, id, { topicName: `${Stack.of(scope).stackName}-${id}`, enforceSSL: true })
    this.addSubscription(new EmailSubscription(to))
    // A policy of its own (for TLS) takes the place of the default one, by which alarms could publish.
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: { 'aws:SourceArn': Stack.of(this).formatArn(anyAlarm) },
        },
      }),
    )
  }
}
