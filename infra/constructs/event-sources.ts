import { Duration } from 'aws-cdk-lib'
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations'
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Impact, Trigger } from '../../functions/manifest.ts'
import { FailedQueue } from './failed-queue.ts'
import type { MailChannel } from './mail-channel.ts'
import { OperatorAlarm } from './operator-alarm.ts'
import type { ServiceFunction } from './service-function.ts'

/** What events come from. */
export interface EventSources {
  readonly table: ITableV2
  readonly queues: Readonly<Record<QueueName, IQueue>>
  /** How many attempts to deliver are under way at once. */
  readonly attemptsAtOnce: number
  readonly uploads: { readonly bucketName: string }
  readonly mail: MailChannel
}

type TriggerOf<Kind> = Extract<Trigger, { kind: Kind }>
type QueueName = keyof TriggerOf<'queue'>['atOnce']

/** Connects a function to what its trigger names. The API and the page are connected where they are made. */
export const connect = (made: ServiceFunction, trigger: Trigger, sources: EventSources): void => {
  switch (trigger.kind) {
    case 'stream':
      onNewItems(made, trigger, sources.table)
      break
    case 'queue':
      onMessages(made, trigger, sources)
      break
    case 'every':
      everyFewMinutes(made, trigger)
      break
    case 'daily':
      daily(made, trigger)
      break
    case 'upload':
      onUploads(made, trigger, sources.uploads)
      break
    case 'mail-feedback':
      onMailFeedback(made, trigger, sources.mail)
      break
    case 'http':
    case 'operator':
    case 'publication':
      break
    default:
      trigger satisfies never
  }
}

const deadLettersOf = (made: ServiceFunction, { deadLetters }: { readonly deadLetters: Impact }) =>
  new FailedQueue(made, `${made.node.id}-failed`, deadLetters)

/** What it cannot handle is set aside: one item must not hold up the others. */
const onNewItems = (made: ServiceFunction, trigger: TriggerOf<'stream'>, table: ITableV2): void => {
  table.grantStreamRead(made)
  made.live.addEventSourceMapping('new-events', {
    eventSourceArn: table.tableStreamArn!,
    // From the oldest that is kept, so that a mapping made anew misses nothing of the last day.
    startingPosition: StartingPosition.TRIM_HORIZON,
    filters: [FilterCriteria.filter(trigger.filter)],
    batchSize: trigger.batchSize,
    retryAttempts: trigger.maximumRetries,
    maxRecordAge: Duration.seconds(trigger.maximumRecordAgeSeconds),
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    onFailure: new SqsDlq(deadLettersOf(made, trigger)),
  })
  new OperatorAlarm(made, `${made.node.id}-lags`, {
    ...trigger.lag,
    metric: made.metric('IteratorAge', { period: Duration.minutes(5), statistic: 'Maximum' }),
    threshold: Duration.minutes(5).toMilliseconds(),
  })
}

/** No more messages of each queue at once than the trigger and the stage have it. */
const onMessages = (
  made: ServiceFunction,
  trigger: TriggerOf<'queue'>,
  { queues, attemptsAtOnce }: EventSources,
): void => {
  const atOnce = { ...trigger.atOnce, attempts: attemptsAtOnce }
  for (const [name, maxConcurrency] of Object.entries(atOnce)) {
    const queue = queues[name as QueueName]
    // What Lambda's manual asks for its poller; the CDK's own event source grants two actions more.
    queue.grant(made, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes')
    made.live.addEventSourceMapping(name, {
      eventSourceArn: queue.queueArn,
      batchSize: trigger.batchSize,
      maxConcurrency,
      reportBatchItemFailures: true,
    })
  }
}

const everyFewMinutes = (made: ServiceFunction, trigger: TriggerOf<'every'>): void => {
  const period = Duration.minutes(trigger.minutes)
  // The next run comes soon enough.
  byTheClock(made, Schedule.rate(period), trigger, period)
  alarmOnStandstill(made, trigger.standstill, { minutes: 2 * trigger.minutes, periods: 1 })
}

const daily = (made: ServiceFunction, trigger: TriggerOf<'daily'>): void => {
  byTheClock(made, everyDayAt(trigger.at), trigger)
  alarmOnStandstill(made, trigger.standstill, { minutes: 6 * 60, periods: 5 })
}

/** `HH:MM`, in UTC. */
export const everyDayAt = (time: string): Schedule => {
  const [hour, minute] = time.split(':').map(part => String(Number(part)))
  return Schedule.cron({ hour: hour!, minute: minute! })
}

const byTheClock = (
  made: ServiceFunction,
  schedule: Schedule,
  trigger: TriggerOf<'every' | 'daily'>,
  maxEventAge?: Duration,
): void => {
  const deadLetters = deadLettersOf(made, trigger)
  made.live.configureAsyncInvoke({
    retryAttempts: trigger.maximumRetries,
    ...(maxEventAge && { maxEventAge }),
    onFailure: new SqsDestination(deadLetters),
  })
  new Rule(made, 'by-the-clock', {
    schedule,
    targets: [new LambdaFunction(made.live, { deadLetterQueue: deadLetters })],
  })
}

const alarmOnStandstill = (
  made: ServiceFunction,
  standstill: Impact,
  { minutes, periods }: { readonly minutes: number; readonly periods: number },
): void => {
  new OperatorAlarm(made, `${made.node.id}-stands-still`, {
    ...standstill,
    metric: made.metricInvocations({ period: Duration.minutes(minutes), statistic: 'Sum' }),
    threshold: 1,
    periods,
    heartbeat: true,
  })
}

/** By way of EventBridge, told in the form of S3's own event. */
const onUploads = (
  made: ServiceFunction,
  trigger: TriggerOf<'upload'>,
  { bucketName }: EventSources['uploads'],
): void => {
  asynchronously(made, trigger)
  new Rule(made, 'file-uploaded', {
    eventPattern: {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: { bucket: { name: [bucketName] }, object: { key: [{ prefix: trigger.prefix }] } },
    },
    targets: [new LambdaFunction(made.live, { event: RuleTargetInput.fromObject(s3Event) })],
  })
  new Rule(made, 'by-the-clock', {
    schedule: Schedule.rate(Duration.minutes(trigger.looksEveryMinutes)),
    targets: [new LambdaFunction(made.live)],
  })
}

const s3Event = {
  Records: [
    {
      s3: {
        bucket: { name: EventField.fromPath('$.detail.bucket.name') },
        object: { key: EventField.fromPath('$.detail.object.key') },
      },
    },
  ],
}

/** The function is told what the mail was about, not who got it. */
const onMailFeedback = (
  made: ServiceFunction,
  trigger: TriggerOf<'mail-feedback'>,
  mail: MailChannel,
): void => {
  asynchronously(made, trigger)
  const target = new LambdaFunction(made.live, {
    event: RuleTargetInput.fromObject({ reference: EventField.fromPath('$.detail.mail.tags.event[0]') }),
  })
  const about = {
    mail: { tags: { 'ses:configuration-set': [mail.configurationSetName], event: [{ exists: true }] } },
  }
  new Rule(made, 'mail-came-back', {
    eventPattern: {
      source: ['aws.ses'],
      detailType: ['Email Bounced'],
      // Not the transient ones: an automatic reply of somebody who is away is such a bounce.
      detail: { ...about, bounce: { bounceType: ['Permanent'] } },
    },
    targets: [target],
  })
  new Rule(made, 'mail-complained-of', {
    eventPattern: { source: ['aws.ses'], detailType: ['Email Complaint Received'], detail: about },
    targets: [target],
  })
}

/** Events have addresses, of who uploaded or was mailed: EventBridge keeps none among dead letters, the function sets aside without them. */
const asynchronously = (made: ServiceFunction, trigger: TriggerOf<'upload' | 'mail-feedback'>): void => {
  made.live.configureAsyncInvoke({
    retryAttempts: trigger.maximumRetries,
    onFailure: new SqsDestination(deadLettersOf(made, trigger)),
  })
}
