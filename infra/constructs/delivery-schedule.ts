import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { onlyTriggeredBy } from '../manifests.ts'
import { FailedQueue } from './failed-queue.ts'
import { OperatorAlarm } from './operator-alarm.ts'

/** One schedule per consent, each of which puts one message on the queue of deliveries when its slot has come. */
export class DeliverySchedule extends Construct {
  readonly group: ScheduleGroup
  /** Every schedule there is or will be: their names are made at run time. */
  readonly schedulesArn: string
  /** What the Scheduler acts as when a schedule goes off. */
  readonly role: Role
  readonly deliveries: Queue
  /** What is begun waits here to be sent, apart: however slow the inspectorate is, the others begin in time. */
  readonly attempts: Queue
  /** Schedules that went off and could not reach the queue. */
  readonly deadLetters: FailedQueue

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const { stackName } = Stack.of(this)
    const { trigger: deliver } = onlyTriggeredBy('queue')
    this.group = new ScheduleGroup(this, 'group', {
      scheduleGroupName: stackName,
      // A lost schedule is found by the sweep; a name that stays behind would block the next deployment.
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.schedulesArn = Stack.of(this).formatArn({
      service: 'scheduler',
      // Also where the account is set: what is acknowledged about it names it so.
      account: Aws.ACCOUNT_ID,
      resource: 'schedule',
      resourceName: `${stackName}/*`,
    })
    this.deadLetters = new FailedQueue(this, 'schedules-failed', {
      severity: 'ticket',
      impact:
        'Schedules went off but could not reach the queue: these schools are delivered by the sweep only, and late.',
      runbook: 'docs/runbooks/delivery.md#schedules-that-did-not-reach-the-queue',
    })
    const deadLetterQueue = { queue: this.failedDeliveries(), maxReceiveCount: deliver.maximumReceives }
    const queueNamed = (name: 'deliveries' | 'attempts'): Queue =>
      new Queue(this, name, {
        queueName: `${stackName}-${name}`,
        encryption: QueueEncryption.SQS_MANAGED,
        enforceSSL: true,
        visibilityTimeout: Duration.seconds(deliver.visibilitySeconds),
        retentionPeriod: Duration.seconds(deliver.retentionSeconds[name]),
        deadLetterQueue,
      })
    this.deliveries = queueNamed('deliveries')
    this.attempts = queueNamed('attempts')
    this.role = this.schedulerRole()
    this.alarmOnWaiting()
    this.alarmOnRefusals()
  }

  private failedDeliveries(): FailedQueue {
    return new FailedQueue(this, 'deliveries-failed', {
      severity: 'ticket',
      impact:
        'Reports that are due have not been delivered: the function broke off again and again on these schools.',
      runbook: 'docs/runbooks/delivery.md#deliveries-that-broke-off',
    })
  }

  private schedulerRole(): Role {
    const role = new Role(this, 'role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': this.group.scheduleGroupArn },
        },
      }),
    })
    role.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [this.deliveries.queueArn, this.deadLetters.queueArn],
      }),
    )
    return role
  }

  /** A schedule is tried for a day before it is a dead letter, and by the same role: where that is broken, there is none. */
  private alarmOnRefusals(): void {
    const period = Duration.minutes(5)
    const runbook = 'docs/runbooks/delivery.md#the-scheduler-is-refused'
    new OperatorAlarm(this, 'schedules-refused', {
      severity: 'ticket',
      impact:
        'Schedules go off and are refused by the queue: these schools are delivered by the sweep only, minutes late.',
      runbook,
      metric: this.group.metricTargetErrors({ period }),
      threshold: 1,
    })
    new OperatorAlarm(this, 'schedules-without-dead-letter', {
      severity: 'ticket',
      impact:
        'Schedules were given up after a day and nobody was told which: whether these schools were delivered only the list of deliveries says.',
      runbook,
      metric: this.group.metricFailedToBeSentToDLQ(undefined, { period }),
      threshold: 1,
    })
  }

  private alarmOnWaiting(): void {
    new OperatorAlarm(this, 'deliveries-wait', {
      severity: 'page',
      impact:
        'For half an hour deliveries that are due have waited to be begun: today’s deliveries are late.',
      runbook: 'docs/runbooks/delivery.md#deliveries-that-wait',
      // Not the age of the oldest: whatever is tried and postponed starts again as a new message.
      metric: this.deliveries.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Minimum',
      }),
      threshold: 1,
      periods: 6,
    })
  }
}
