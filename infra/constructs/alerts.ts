import { ArnFormat, Aws, Stack, Validations } from 'aws-cdk-lib'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import { OperatorAlarm } from './operator-alarm.ts'

const anyAlarm = {
  service: 'cloudwatch',
  resource: 'alarm',
  resourceName: '*',
  arnFormat: ArnFormat.COLON_RESOURCE_NAME,
}

/** Mails operators what the alarms of this stack say. */
export class Alerts extends Topic {
  constructor(scope: Construct, id: string, { to }: { readonly to: string }) {
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
    Validations.of(this).acknowledge(
      {
        id: 'NIST.800.53.R5-SNSEncryptedKMS',
        reason: 'What an alarm says is no secret, and it must be heard when a key of ours is what fails.',
      },
      {
        id: 'Serverless-SNSRedrivePolicy',
        reason:
          'SNS tries a mail for hours. A queue of what could not be mailed would be told of by mail; the alarm stays on the dashboard.',
      },
    )
  }

  /** Call it when every alarm of the stack is made. */
  listen(): void {
    for (const construct of Stack.of(this).node.findAll()) {
      if (construct instanceof OperatorAlarm) construct.addAlarmAction(new SnsAction(this))
    }
  }
}
