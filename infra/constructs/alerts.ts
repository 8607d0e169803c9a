import { ArnFormat, Aws, type Stack } from 'aws-cdk-lib'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Severity } from '../../functions/manifest.ts'
import type { Environment } from '../stage-settings.ts'
import { OperatorAlarm } from './operator-alarm.ts'

/** Mails operators what every alarm of the stack says, each severity to its own address. Call it when all alarms are made. */
export const tellOperators = (
  stack: Stack,
  { alarmsTo, runbooksUrl }: Pick<Environment, 'alarmsTo' | 'runbooksUrl'>,
): void => {
  const alarms = stack.node.findAll().filter(construct => construct instanceof OperatorAlarm)
  for (const severity of ['page', 'ticket'] as const satisfies readonly Severity[]) {
    const told = alarms.filter(alarm => alarm.severity === severity)
    if (told.length === 0) continue
    const topic = topicOf(stack, `alerts-${severity}`)
    topic.addSubscription(new EmailSubscription(alarmsTo[severity]))
    for (const alarm of told) alarm.tell(topic, runbooksUrl)
  }
}

/** For alarms of this account. Without a key of ours: they must be heard when that is what fails. */
const topicOf = (stack: Stack, id: string): Topic => {
  const topic = new Topic(stack, id, { topicName: `${stack.stackName}-${id}`, enforceSSL: true })
  const resourceName = '*'
  const arnFormat = ArnFormat.COLON_RESOURCE_NAME
  // A policy of its own (for TLS) takes the place of the default one, by which alarms could publish.
  topic.grantPublish(
    new ServicePrincipal('cloudwatch.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        ArnLike: {
          'aws:SourceArn': stack.formatArn({
            service: 'cloudwatch',
            resource: 'alarm',
            resourceName,
            arnFormat,
          }),
        },
      },
    }),
  )
  return topic
}
