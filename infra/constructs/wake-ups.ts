import { Duration, Validations } from 'aws-cdk-lib'
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { EventField, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations'
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import {
  deliverMapping,
  eventsMapping,
  reconcileSchedulesAt,
  remindBoardsAt,
  sweepEveryMinutes,
  uploadsPrefix,
} from '../wiring.ts'
import { FailedQueue } from './failed-queue.ts'
import type { MailChannel } from './mail-channel.ts'
import { type AlarmMeaning, OperatorAlarm } from './operator-alarm.ts'
import type { ServiceFunction } from './service-function.ts'

/** New events of the log, and announcements to boards, wake the function. What it cannot handle is set aside: one event must not hold up the others. */
export const wakeByNewEvents = (processEvent: ServiceFunction, table: ITableV2): void => {
  const failed = new FailedQueue(processEvent, 'process-events-failed', {
    means:
      'For some saves the mail was not sent or the delivery not planned at once; the sweep catches up with them.',
    runbook: 'docs/runbooks/mail-and-planning.md#events-set-aside',
  })
  table.grantStreamRead(processEvent)
  processEvent.live.addEventSourceMapping('new-events', {
    eventSourceArn: table.tableStreamArn!,
    // From the oldest that is kept, so that a mapping made anew misses nothing of the last day.
    startingPosition: StartingPosition.TRIM_HORIZON,
    filters: [FilterCriteria.filter(eventsMapping.filter)],
    batchSize: eventsMapping.batchSize,
    retryAttempts: eventsMapping.maximumRetries,
    maxRecordAge: Duration.seconds(eventsMapping.maximumRecordAgeSeconds),
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    onFailure: new SqsDlq(failed),
  })
  new OperatorAlarm(processEvent, 'process-events-lags', {
    means: 'Mails to boards and planned deliveries lag five minutes or more behind what schools save.',
    runbook: 'docs/runbooks/mail-and-planning.md#process-events-lags',
    metric: processEvent.metric('IteratorAge', { period: Duration.minutes(5), statistic: 'Maximum' }),
    threshold: Duration.minutes(5).toMilliseconds(),
  })
}

/** Every message on the queue is a delivery to make; no more of them at once than the inspectorate is asked to take. */
export const wakeByDeliveries = (deliver: ServiceFunction, deliveries: IQueue): void => {
  // What Lambda's manual asks for its poller; the CDK's own event source grants two actions more.
  deliveries.grant(deliver, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes')
  deliver.live.addEventSourceMapping('deliveries', {
    eventSourceArn: deliveries.queueArn,
    batchSize: deliverMapping.batchSize,
    maxConcurrency: deliverMapping.maximumConcurrency,
    reportBatchItemFailures: true,
  })
  Validations.of(deliver).acknowledge({
    id: 'Serverless-LambdaEventSourceMappingDestination',
    reason: 'Lambda takes no destination for a queue: the queue itself sets aside what fails.',
  })
}

/** The clock wakes the sweep. One that broke off is worth one more try only: the next comes soon enough. */
export const wakeByTheClock = (sweep: ServiceFunction): void => {
  const failed = new FailedQueue(sweep, 'sweep-failed', {
    means:
      'Sweeps broke off twice in a row, so nobody caught up with mails not sent and deliveries not planned.',
    runbook: 'docs/runbooks/mail-and-planning.md#sweep-fails',
  })
  sweep.live.configureAsyncInvoke({
    retryAttempts: 1,
    maxEventAge: Duration.minutes(sweepEveryMinutes),
    onFailure: new SqsDestination(failed),
  })
  new Rule(sweep, 'every-few-minutes', {
    schedule: Schedule.rate(Duration.minutes(sweepEveryMinutes)),
    targets: [new LambdaFunction(sweep.live, { deadLetterQueue: failed })],
  })
  new OperatorAlarm(sweep, 'sweep-stands-still', {
    means:
      'Two sweeps were not begun: mails not sent and deliveries not planned or begun are not caught up with.',
    runbook: 'docs/runbooks/mail-and-planning.md#the-sweep-stands-still',
    metric: sweep.metricInvocations({ period: Duration.minutes(2 * sweepEveryMinutes), statistic: 'Sum' }),
    threshold: 1,
    heartbeat: true,
  })
}

/** A time of the night, in UTC, wakes the check. */
export const wakeEveryNight = (reconcileSchedules: ServiceFunction): void => {
  const failed = new FailedQueue(reconcileSchedules, 'reconcile-schedules-failed', {
    means:
      'For a night nobody looked whether each consent has its schedule: the sweep alone watches the dates.',
    runbook: 'docs/runbooks/mail-and-planning.md#reconcile-schedules-fails',
  })
  reconcileSchedules.live.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(failed) })
  new Rule(reconcileSchedules, 'every-night', {
    schedule: everyDayAt(reconcileSchedulesAt),
    targets: [new LambdaFunction(reconcileSchedules.live, { deadLetterQueue: failed })],
  })
  new OperatorAlarm(reconcileSchedules, 'reconcile-schedules-stands-still', {
    means:
      'Since yesterday nobody looked whether each consent has its schedule: the sweep alone watches the dates.',
    runbook: 'docs/runbooks/mail-and-planning.md#reconcile-schedules-stands-still',
    metric: reconcileSchedules.metricInvocations({ period: Duration.hours(6), statistic: 'Sum' }),
    threshold: 1,
    periods: 5,
    heartbeat: true,
  })
}

/** Every morning the clock wakes the reminders. A morning that is missed is made good on the next two. */
export const wakeEveryMorning = (remindBoards: ServiceFunction): void => {
  const failed = new FailedQueue(remindBoards, 'remind-boards-failed', {
    means: 'This morning some boards were not reminded that schools have results and no consent.',
    runbook: 'docs/runbooks/mail-and-planning.md#remind-boards-fails',
  })
  remindBoards.live.configureAsyncInvoke({ retryAttempts: 2, onFailure: new SqsDestination(failed) })
  new Rule(remindBoards, 'every-morning', {
    schedule: everyDayAt(remindBoardsAt),
    targets: [new LambdaFunction(remindBoards.live, { deadLetterQueue: failed })],
  })
  new OperatorAlarm(remindBoards, 'remind-boards-stands-still', {
    means:
      'For thirty hours nobody has looked which boards are to be reminded before the last window closes.',
    runbook: 'docs/runbooks/mail-and-planning.md#remind-boards-stands-still',
    metric: remindBoards.metricInvocations({ period: Duration.hours(6), statistic: 'Sum' }),
    threshold: 1,
    periods: 5,
    heartbeat: true,
  })
}

/** `HH:MM`, in UTC. */
export const everyDayAt = (time: string): Schedule => {
  const [hour, minute] = time.split(':').map(part => String(Number(part)))
  return Schedule.cron({ hour: hour!, minute: minute! })
}

/** A file that is uploaded wakes its import, by way of EventBridge, told in the form of S3's own event. */
export const wakeByUploads = (
  importFile: ServiceFunction,
  uploads: { readonly bucketName: string },
): void => {
  importFile.live.configureAsyncInvoke({
    retryAttempts: 2,
    onFailure: setAside(importFile, 'import-file-failed', {
      means:
        'A file an operator uploaded was given up: its import is rejected an hour after it began, and has to be brought anew.',
      runbook: 'docs/runbooks/imports.md#an-import-that-was-given-up',
    }),
  })
  new Rule(importFile, 'file-uploaded', {
    eventPattern: {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: { bucket: { name: [uploads.bucketName] }, object: { key: [{ prefix: uploadsPrefix }] } },
    },
    targets: [new LambdaFunction(importFile.live, { event: RuleTargetInput.fromObject(s3Event) })],
  })
  keepNoEvent(importFile)
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

/** A mail that came back for good, or was complained of, wakes the function, told what it was about, not who got it. */
export const wakeByMailFeedback = (recordMailFeedback: ServiceFunction, mail: MailChannel): void => {
  recordMailFeedback.live.configureAsyncInvoke({
    retryAttempts: 2,
    onFailure: setAside(recordMailFeedback, 'record-mail-feedback-failed', {
      means:
        'Some mails to boards came back without a word on it in the consent: it goes on saying they were sent.',
      runbook: 'docs/runbooks/mail-and-planning.md#record-mail-feedback-fails',
    }),
  })
  const target = new LambdaFunction(recordMailFeedback.live, {
    event: RuleTargetInput.fromObject({ reference: EventField.fromPath('$.detail.mail.tags.event[0]') }),
  })
  const about = {
    mail: { tags: { 'ses:configuration-set': [mail.configurationSetName], event: [{ exists: true }] } },
  }
  new Rule(recordMailFeedback, 'mail-came-back', {
    eventPattern: {
      source: ['aws.ses'],
      detailType: ['Email Bounced'],
      // Not the transient ones: an automatic reply of somebody who is away is such a bounce.
      detail: { ...about, bounce: { bounceType: ['Permanent'] } },
    },
    targets: [target],
  })
  new Rule(recordMailFeedback, 'mail-complained-of', {
    eventPattern: { source: ['aws.ses'], detailType: ['Email Complaint Received'], detail: about },
    targets: [target],
  })
  keepNoEvent(recordMailFeedback)
}

const setAside = (scope: ServiceFunction, id: string, notEmpty: AlarmMeaning): SqsDestination =>
  new SqsDestination(new FailedQueue(scope, id, notEmpty))

const keepNoEvent = (woken: ServiceFunction): void =>
  Validations.of(woken).acknowledge({
    id: 'Serverless-EventBusDLQ',
    reason:
      'The event has addresses, of who uploaded or who was mailed, which a dead letter may keep for a fortnight. EventBridge tries for a day; what the function itself cannot do is set aside without them.',
  })
