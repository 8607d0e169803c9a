import { Duration, Stack, Validations } from 'aws-cdk-lib'
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import type { Impact } from '../../functions/manifest.ts'
import { OperatorAlarm } from './operator-alarm.ts'

/** Keeps for fourteen days what could not be handled (ids only), and tells operators as soon as it holds anything. */
export class FailedQueue extends Queue {
  constructor(scope: Construct, id: string, notEmpty: Impact) {
    super(scope, id, {
      queueName: `${Stack.of(scope).stackName}-${id}`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    new OperatorAlarm(scope, `${id}-not-empty`, {
      ...notEmpty,
      metric: this.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      threshold: 1,
    })
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'Dead letters of the Scheduler, EventBridge and Lambda end here; the rule knows only those of queues.',
    })
  }

  /** Lambda puts a message there and asks nothing of the queue; the CDK would let it ask. */
  override grantSendMessages(grantee: IGrantable): Grant {
    return this.grant(grantee, 'sqs:SendMessage')
  }
}
